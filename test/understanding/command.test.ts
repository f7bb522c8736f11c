import { PassThrough, Readable } from 'node:stream';
import { understandStream } from '../../src/commands/understand';
import { TriageError } from '../../src/errors';

async function run(lines: readonly string[]): Promise<string[]> {
  const out = new PassThrough();
  const text: Buffer[] = [];
  out.on('data', (chunk: Buffer) => text.push(chunk));
  await understandStream(Readable.from(lines.map((line) => `${line}\n`)), out);
  return Buffer.concat(text).toString('utf8').trim().split('\n');
}

describe('npm run understand', () => {
  it('answers every line in order, with its id', async () => {
    const lines = await run([
      '{"id":"a","text":"how much is it","lang":"en","asked":null}',
      '',
      '{"id":"b","text":"los martes","lang":"es","asked":"availability"}',
      '{"id":"c","text":"change my budget","lang":"en","asked":"mode"}',
    ]);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { id: 'a', intent: 'faq_cost', slots: {} },
      { id: 'b', intent: 'answer', slots: { availability: [{ days: ['tue'], from: '08:00', to: '21:00' }] } },
      { id: 'c', intent: 'change_answer', slots: {}, target: { slot: 'budget' } },
    ]);
  });

  it.each(['{"id":1', '{"id":1}'])('ends on a line that is no message: %s', async (line) => {
    await expect(run([line])).rejects.toThrow(TriageError);
  });
});
