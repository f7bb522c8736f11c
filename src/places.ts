import { join } from 'node:path';

/** The folder that holds `resources/`, `src/` and `dist/`: one up from here, built or not. */
export const ROOT = join(__dirname, '..');

/** A place under `resources/`. */
export function resource(...path: string[]): string {
  return join(ROOT, 'resources', ...path);
}

/** Where content is read from: the resources, and the practice's own file if there is one. */
export function contentFiles({ PRACTICE_FILE }: { readonly PRACTICE_FILE?: string | undefined }) {
  return { resources: resource(), practiceFile: PRACTICE_FILE ?? resource('practice.example.yaml') };
}
