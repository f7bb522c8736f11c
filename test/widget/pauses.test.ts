import { Pauses } from '../../src/widget/pauses';

interface Around {
  readonly asked?: number;
  readonly unseen?: boolean;
}

/** How long a pause takes that nobody ends; `asked`: what the server asked for, in ms. */
async function length(pauses: Pauses, { asked, unseen = false }: Around = {}): Promise<number> {
  const begun = Date.now();
  const pause = pauses.next(asked, unseen);
  await jest.runOnlyPendingTimersAsync();
  await pause;
  return Date.now() - begun;
}

/** The pauses after so many failures, spread as far as they may be to one side: 0 the shortest, 1 the longest. */
async function lengths(count: number, side: 0 | 1, around: Around = {}): Promise<number[]> {
  jest.spyOn(Math, 'random').mockReturnValue(side);
  const pauses = new Pauses();
  const all: number[] = [];
  for (let failure = 0; failure < count; failure += 1) all.push(await length(pauses, around));
  return all;
}

describe('the pauses between attempts to reach the server', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('grow from less than half a second to two, so that who looks is back within three after the server is', async () => {
    expect(await lengths(30, 1)).toEqual([400, 800, 1_600, ...Array<number>(27).fill(2_000)]);
  });

  it('are spread over a quarter of their length, so that not all visitors come back in one moment', async () => {
    expect(await lengths(4, 0)).toEqual([300, 600, 1_200, 1_500]);
  });

  it('are long where nobody looks and the server has been gone for a while', async () => {
    expect((await lengths(22, 1, { unseen: true })).slice(-2)).toEqual([2_000, 15_000]);
  });

  it('are never shorter than the server asks for, and are spread beyond that', async () => {
    expect(await lengths(1, 0, { asked: 8_000 })).toEqual([8_000]);
    expect(await lengths(1, 1, { asked: 8_000 })).toEqual([10_000]);
  });

  it('count one that the server asked for, begin anew after a success, and end when they are woken from', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(1);
    const pauses = new Pauses();
    expect([await length(pauses, { asked: 7_000 }), await length(pauses)]).toEqual([8_750, 800]);
    pauses.reset();
    expect(await length(pauses)).toBe(400);
    const begun = Date.now();
    const pause = pauses.next(60_000, false);
    pauses.wake();
    await pause;
    expect(Date.now()).toBe(begun);
  });
});
