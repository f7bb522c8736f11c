import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allCapabilities, capabilitiesOf } from '../../src/channels/capabilities';
import type { Capabilities } from '../../src/channels/capabilities';
import { ROOT } from '../../src/places';

/** A row as the README shows it. */
function row(name: string, channel: Capabilities): string[] {
  const { choices, markdown, linkButtons, entity, quickExit } = channel;
  const { cards, mostButtons, mostCharacters, smsParts } = channel;
  const flags = [markdown, linkButtons, entity, quickExit].map((can) => (can ? 'yes' : 'no'));
  const limits = [cards, mostButtons, mostCharacters, smsParts].map((limit) => String(limit ?? '–'));
  return [name, choices, ...flags, ...limits];
}

describe('what each channel can do', () => {
  it('stands in the README as it stands in the code', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const table = /### Channels\n[^|]*\n((?:\|.*\n)+)/.exec(readme)?.[1] ?? '';
    const rows = table
      .trim()
      .split('\n')
      .slice(2)
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(rows).toEqual(Object.entries(allCapabilities()).map(([name, channel]) => row(name, channel)));
  });

  it('is the plain form on a channel that nobody knows, whatever it is called', () => {
    for (const name of ['slack', 'kik', 'constructor', '__proto__', ''])
      expect(capabilitiesOf(name)).toEqual(allCapabilities()['every other']);
  });
});
