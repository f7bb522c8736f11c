import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const cli = join(__dirname, '..', '..', 'dist', 'cli.js');

function run(...lines: string[]): { lines: string[]; status: number | null } {
  const { stdout, status } = spawnSync(process.execPath, [cli, 'understand'], {
    input: lines.join('\n'),
    encoding: 'utf8',
  });
  return { lines: stdout.split('\n').filter(Boolean), status };
}

describe('npm run understand', () => {
  it('answers every line in order, with its id', () => {
    const { lines, status } = run(
      '{"id":"a","text":"how much is it","lang":"en","asked":null}',
      '',
      '{"id":"b","text":"los martes","lang":"es","asked":"availability"}',
      '{"id":"c","text":"change my budget","lang":"en","asked":"mode"}',
    );
    expect(status).toBe(0);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { id: 'a', intent: 'faq_cost', slots: {} },
      {
        id: 'b',
        intent: 'answer',
        slots: { availability: [{ days: ['tue'], from: '08:00', to: '21:00' }] },
      },
      { id: 'c', intent: 'change_answer', slots: {}, target: { slot: 'budget' } },
    ]);
  });

  it.each(['{"id":1', '{"id":1}'])('fails on a line that is no message: %s', (line) => {
    expect(run(line).status).not.toBe(0);
  });
});
