import type { Statement, Work } from '../../storage/types';
import type { Visit } from '../web/visit';

/**
 * Something that the diary does, in one transaction with its record.
 * @param subject what it was done to, from what came of it
 */
export async function staged<T>(
  visit: Visit,
  action: string,
  does: (work: Work) => Promise<T>,
  subject: (result: T) => string,
): Promise<T> {
  const statements: Statement[] = [];
  const result = await does({ stage: (...more) => statements.push(...more) });
  await visit.write(action, subject(result), statements);
  return result;
}
