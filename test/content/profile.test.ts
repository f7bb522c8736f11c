import { readFileSync, writeFileSync } from 'node:fs';
import { load } from 'js-yaml';
import type { TriageError } from '../../src/errors';
import { loadProfile } from '../../src/content/loadProfile';
import { schemaTexts } from '../../src/content/writeSchemas';
import { EXAMPLE, MINIMAL, practiceFile } from './files';

function faultsOf(file: string): readonly string[] {
  try {
    loadProfile(file);
  } catch (error) {
    expect(error).toMatchObject({ code: 'PROFILE_INVALID' });
    return (error as TriageError).details;
  }
  return [];
}

/** Names of all properties in a JSON Schema. */
function optionsIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'properties' in schema ? Object.keys(schema.properties as object) : [];
  return [...own, ...Object.values(schema).flatMap(optionsIn)];
}

describe('the practice profile', () => {
  it('can be as small as the practice likes', () => {
    expect(loadProfile(MINIMAL)).toMatchObject({ name: 'Solo Practice', clinicians: [], cohorts: [] });
  });

  it('names every fault at once, each with its path in the file', () => {
    const file = practiceFile((text) =>
      text
        .replace('country: US', 'country: usa')
        .replace("from: '08:30'", "from: '8:30'")
        .replace('clinician: priya', 'clinician: prya')
        .replace('timeZone: America/Denver\n# Currency', 'timeZone: Mars/Base\n# Currency')
        .replace('fee: { min: 120, max: 150 }', 'fee: { min: 150, max: 120 }'),
    );
    const faults = faultsOf(file).join('\n');
    expect(faults).toMatch(/practice file: country: two capital letters/);
    expect(faults).toMatch(/practice file: openingHours\[0\]\.from: a time such as 09:00/);
    expect(faults).toMatch(/practice file: timeZone: an IANA time zone/);
    expect(faults).toMatch(/practice file: formats\.individual\.fee: min must not be above max/);
  });

  it('names a clinician that a group refers to and that is not there', () => {
    const file = practiceFile((text) => text.replace('clinician: priya', 'clinician: prya'));
    expect(faultsOf(file)).toEqual([
      expect.stringContaining('cohorts[2].clinician: no clinician has the id "prya"'),
    ]);
  });

  it('names what is no day, or no span of days, among those on which the practice is closed', () => {
    const closed = ['2026-02-30', '{ from: 2026-12-31, to: 2026-12-24 }', 'easter', '{ from: 2026-12-31 }'];
    const file = practiceFile((text) =>
      text.replace('- 2026-12-25', closed.map((day) => `- ${day}`).join('\n  ')),
    );
    expect(faultsOf(file)).toEqual([
      expect.stringContaining('closed[0]: a day such as 2026-12-25'),
      expect.stringContaining('closed[1]: from must not be after to'),
      expect.stringContaining('closed[2]: a day such as 2026-12-25'),
      expect.stringContaining('closed[3]: a day such as 2026-12-25'),
    ]);
  });

  it('names an option that does not exist', () => {
    const file = practiceFile((text) => `${text}\ncolour: red\n`);
    expect(faultsOf(file)).toEqual([expect.stringContaining('"colour"')]);
  });

  it('says in which line a file that is no YAML breaks', () => {
    const file = practiceFile((text) => text.replace('name: Juniper', 'name: [Juniper'));
    expect(faultsOf(file)).toEqual([expect.stringMatching(/practice file.*\(\d+:\d+\)/)]);
  });

  it('says that a file is not there', () => {
    expect(faultsOf('/nowhere/practice.yaml')).toEqual([expect.stringContaining('ENOENT')]);
  });

  it('refuses an empty file', () => {
    const file = practiceFile(() => '');
    writeFileSync(file, '');
    expect(faultsOf(file).length).toBeGreaterThan(0);
  });
});

describe('the example', () => {
  it('is in order', () => {
    expect(faultsOf(EXAMPLE)).toEqual([]);
  });

  it('explains every option in place', () => {
    const text = readFileSync(EXAMPLE, 'utf8');
    const options = new Set(optionsIn(JSON.parse(schemaTexts().get('practice.schema.json') ?? '{}')));
    expect(options.size).toBeGreaterThan(50);
    expect([...options].filter((name) => !new RegExp(`(^|[\\s#{,-])${name}:`, 'm').test(text))).toEqual([]);
  });

  it('shows only numbers that are kept for fiction', () => {
    const profile = load(readFileSync(EXAMPLE, 'utf8')) as { phone: string };
    expect(profile.phone).toMatch(/^\+1\d{3}55501\d\d$/);
  });
});
