import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { ROOT } from '../../src/places';
import { wholeDetector } from '../support/detector';

const LOCALES = join(ROOT, 'resources', 'locales');
const LONGEST = 45;
/** What staff read, not visitors. */
const STAFF = ['console.yaml', 'staff.yaml', 'mail.yaml'];

/** Everything in a language that can stand on a button: short, no sentence, nothing to fill in. */
function labels(language: string): string[] {
  const texts = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : Object.values(value as object).flatMap(texts);
  return readdirSync(join(LOCALES, language))
    .filter((file) => !STAFF.includes(file))
    .flatMap((file) => texts(load(readFileSync(join(LOCALES, language, file), 'utf8'))))
    .filter((text) => text.length <= LONGEST && !/[.?!:|{}\n]/.test(text));
}

describe.each(['en', 'es'])('what the bot itself puts on its buttons, %s', (language) => {
  const detect = wholeDetector();

  it.each([false, true])('is never taken for a crisis when it is pressed (after a hit: %s)', (alert) => {
    const all = labels(language);
    expect(all.length).toBeGreaterThan(100);
    const taken = [null, 'consent', 'format', 'way', 'crisis', 'confirm'].flatMap((asked) =>
      all.filter((text) => !['none', 'history'].includes(detect(text, { alert, asked }).tier)),
    );
    expect(taken).toEqual([]);
  });
});
