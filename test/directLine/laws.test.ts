import fc from 'fast-check';
import { OutageBuffer } from '../../src/channels/directLine/outageBuffer';
import { TurnsUnderWay } from '../../src/channels/directLine/turnsUnderWay';
import { parseWatermark, START, watermarkOf } from '../../src/channels/directLine/watermark';

describe('a watermark', () => {
  it('is read as it was written', () => {
    const place = fc.record({ seq: fc.nat(), aside: fc.nat() });
    fc.assert(fc.property(place, (one) => expect(parseWatermark(watermarkOf(one))).toEqual(one)));
  });

  it('that a client has made up is refused or is a place, never anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          const { seq, aside } = parseWatermark(text);
          expect(Number.isSafeInteger(seq) && Number.isSafeInteger(aside)).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ status: 400 });
        }
      }),
    );
  });

  it('that is not there is the start', () => {
    for (const none of [undefined, '', '-']) expect(parseWatermark(none)).toEqual(START);
  });
});

describe('what is kept in memory while the store is down', () => {
  it('comes once to a reader who hands back the last place, in the order it was sent', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('send', 'read'), fc.integer({ min: 0, max: 5 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(steps, (all) => {
        let now = 1_000;
        const buffer = new OutageBuffer(() => now);
        const [sent, got]: [string[], (string | undefined)[]] = [[], []];
        let place = 0;
        const read = () => {
          for (const { aside, activity } of buffer.after('c', place)) {
            got.push(activity.id);
            place = aside;
          }
        };
        for (const [what, wait] of all) {
          now += wait;
          if (what === 'read') read();
          else if (buffer.add('c', { id: `a${sent.length}` })) sent.push(`a${sent.length}`);
        }
        read();
        expect(got).toEqual(sent);
      }),
    );
  });

  it('is gone after ten minutes, and never grows beyond its bounds', () => {
    let now = 0;
    const buffer = new OutageBuffer(() => now);
    for (let count = 1; count <= 60; count++) buffer.add('c', { id: `a${count}` });
    expect(buffer.after('c', 0).map((one) => one.activity.id)).toEqual(
      Array.from({ length: 50 }, (_, index) => `a${index + 11}`),
    );
    for (let count = 1; count <= 2_000; count++) buffer.add(`other${count}`, { id: 'a' });
    expect(buffer.after('c', 0)).toEqual([]);
    expect(buffer.after('other2000', 0)).toHaveLength(1);
    now = 11 * 60_000;
    expect(buffer.after('other2000', 0)).toEqual([]);
  });
});

describe('a turn with the same id', () => {
  it('runs once when it goes well, and again when it has failed', async () => {
    const turns = new TurnsUnderWay();
    let runs = 0;
    const failing = async () => {
      runs += 1;
      await Promise.reject(new TypeError('no'));
    };
    await expect(turns.once('a', failing)).rejects.toThrow('no');
    const going = async () => Promise.resolve(void (runs += 1));
    await Promise.all([turns.once('a', going), turns.once('a', going)]);
    await turns.once('a', going);
    expect(runs).toBe(2);
    await turns.idle();
  });
});
