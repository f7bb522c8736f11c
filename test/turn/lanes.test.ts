import fc from 'fast-check';
import { Lanes } from '../../src/turn/lanes';

describe('lanes', () => {
  it('never run two tasks of one key at once, and keep the order of those with the same first key', async () => {
    const task = fc.record({
      keys: fc.uniqueArray(fc.constantFrom('a', 'b'), { minLength: 1 }).map((keys) => [...keys].sort()),
      ticks: fc.nat(3),
      fails: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(task, { maxLength: 12 }), async (tasks) => {
        const lanes = new Lanes();
        const inside = new Map<string, number>();
        const done: number[] = [];
        const runs = tasks.map(({ keys, ticks, fails }, index) =>
          lanes.run(keys, async () => {
            for (const key of keys) {
              expect(inside.get(key)).toBeUndefined();
              inside.set(key, index);
            }
            for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
            for (const key of keys) inside.delete(key);
            done.push(index);
            if (fails) throw new Error('as planned');
          }),
        );
        const results = await Promise.allSettled(runs);
        expect(results.map(({ status }) => status === 'rejected')).toEqual(tasks.map(({ fails }) => fails));
        for (const key of ['a', 'b']) {
          const mine = done.filter((index) => tasks[index]?.keys[0] === key);
          expect(mine).toEqual([...mine].sort((one, other) => one - other));
        }
        await lanes.idle();
        expect(lanes.size).toBe(0);
      }),
    );
  });

  it('run tasks of different keys side by side', async () => {
    const lanes = new Lanes();
    let release = (): void => undefined;
    const slow = lanes.run(['a'], () => new Promise<void>((resolve) => (release = resolve)));
    await lanes.run(['b'], () => Promise.resolve());
    release();
    await slow;
  });
});
