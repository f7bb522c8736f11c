import { TriageError } from '../../errors';

/** Whether an error says that the store cannot be used now (and not that a statement or a guard was wrong). */
export function storeDown(error: unknown): boolean {
  return error instanceof TriageError && error.status === 503 && error.code.startsWith('STORAGE_');
}
