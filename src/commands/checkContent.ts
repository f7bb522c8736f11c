import { checkContent as check, type ContentCheck } from '../content/checkContent';
import type { Finding } from '../content/check/finding';

/**
 * `npm run check:content`: says in plain words what is wrong with the content.
 *
 * @param write takes one line
 * @returns the exit code: 1 when there is an error, 0 when there are only warnings or nothing
 */
export function checkContent(content: ContentCheck, write: (line: string) => void): 0 | 1 {
  const found = check(content);
  const errors = found.filter(({ level }) => level === 'error');
  for (const finding of found) write(line(finding));
  write(`Content: ${count(errors.length, 'error')}, ${count(found.length - errors.length, 'warning')}.`);
  return errors.length > 0 ? 1 : 0;
}

function line({ level, rule, where, says }: Finding): string {
  return `${level} (${rule}) ${where}: ${says}`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
