import { once } from 'node:events';
import { buildChild, startChild } from '../support/childProcess';

const ENTRY = 'test/attack/child/badTokens.ts';
const COUNT = 5_000;

it(`${COUNT} bad tokens leave nothing behind, in a process of their own`, async () => {
  await buildChild(ENTRY);
  const child = startChild(ENTRY, {}, String(COUNT));
  let printed = '';
  child.stdout?.on('data', (data: Buffer) => (printed += data.toString()));
  await once(child, 'close');
  const { ran, refused, grown } = JSON.parse(printed) as { ran: number; refused: number; grown: number };
  expect([ran, refused]).toEqual([0, 2 * COUNT]);
  // A tenant that is remembered for each would be more than a megabyte.
  expect(grown).toBeLessThan(300_000);
  process.stderr.write(`heap after ${COUNT} bad tokens: ${Math.round(grown / 1_000)} KB more\n`);
});
