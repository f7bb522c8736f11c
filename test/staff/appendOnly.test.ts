import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../src/places';

it('no statement of the program changes or deletes a row of the audit', () => {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(ROOT, 'src', name), 'utf8'));
  const naming = sources.filter((text) => text.includes('staff_audit'));
  expect(naming.length).toBeGreaterThan(1);
  for (const text of naming)
    expect(text).not.toMatch(/(UPDATE|DELETE FROM|DROP TABLE|REPLACE INTO)\s+staff_audit/i);
});
