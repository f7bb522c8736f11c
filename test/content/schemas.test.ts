import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { schemaTexts } from '../../src/content/writeSchemas';
import { RESOURCES } from './files';

const folder = join(RESOURCES, 'schemas');

describe('the JSON Schemas', () => {
  it.each([...schemaTexts()])('%s is what the loader checks; if not, run npm run schemas', (name, text) => {
    expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  });

  it('are named in the first line of the files that they describe', () => {
    const files = [
      ...readdirSync(RESOURCES).filter((name) => name.endsWith('.yaml')),
      ...['en', 'es'].flatMap((language) =>
        readdirSync(join(RESOURCES, 'locales', language)).map((name) => join('locales', language, name)),
      ),
    ];
    const wrong = files.filter((file) => {
      const [first = ''] = readFileSync(join(RESOURCES, file), 'utf8').split('\n', 1);
      const named = /^# yaml-language-server: \$schema=(\S+)$/.exec(first)?.[1];
      return named === undefined || !schemaTexts().has(join(dirname(file), named).replace(/^schemas\//, ''));
    });
    expect(wrong).toEqual([]);
  });
});
