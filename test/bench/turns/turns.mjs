// Our full turn against stock bots, on the same adapter and server, and by our own Direct Line.
import { startOurs, startStock, startWorld } from './processes.mjs';
import { ratio, rounds } from './rounds.mjs';
import { OURS, STOCK, textsOf } from './scripts.mjs';
import { verify } from './verify.mjs';

/**
 * @param words label of a content key
 * @param blocks how often all are measured, there and back
 * @param turns about how many a round has, by how many visitors at once: always whole conversations
 * @returns a cell for each delivery and concurrency: the figures of ours, the waterfall and the echo, and ratios
 */
export async function benchTurns(root, words, { blocks, turns, warm }) {
  return withBots(
    root,
    words,
    { by: 'connector', echo: true, warm },
    async ({ world, ours, waterfall, echo }) => {
      const cells = [];
      for (const delivery of ['normal', 'expectReplies'])
        for (const [concurrency, count] of turns) {
          const order = (script) => roundOf({ by: 'connector', delivery, script, concurrency, count });
          const subjects = {
            ours: { bots: [ours], order: order(textsOf(OURS, words)) },
            waterfall: { bots: [waterfall], order: order(STOCK) },
            echo: { bots: [echo], order: order(STOCK) },
          };
          const figures = await rounds(world, subjects, blocks);
          cells.push({ delivery, concurrency, ...figures, ...against(figures) });
        }
      return cells;
    },
  );
}

/** Ours by Direct Line (post, and the replies by the stream) against the waterfall by the connector (both by HTTP). */
export async function benchDirectLine(root, words, { blocks, turns, warm }) {
  return withBots(
    root,
    words,
    { by: 'directline', echo: false, warm },
    async ({ world, ours, waterfall }) => {
      const cells = [];
      for (const [concurrency, count] of turns) {
        const script = textsOf(OURS, words);
        const stock = { by: 'connector', delivery: 'normal', script: STOCK, concurrency, count };
        const subjects = {
          ours: { bots: [ours], order: roundOf({ by: 'directline', script, concurrency, count }) },
          waterfall: { bots: [waterfall], order: roundOf(stock) },
        };
        const figures = await rounds(world, subjects, blocks);
        cells.push({ concurrency, ...figures, ...against(figures) });
      }
      return cells;
    },
  );
}

/** The order for a round of about `count` turns, in whole conversations. */
export function roundOf({ count, ...order }) {
  const { script, concurrency } = order;
  return { ...order, conversations: Math.max(concurrency, Math.round(count / script.length)) };
}

/** @param by how visitors come to ours; @param echo whether there is an echo bot; @param warm visitors and turns before */
async function withBots(root, words, { by, echo: withEcho, warm: [concurrency, count] }, measure) {
  const [ours, waterfall, echo, world] = await Promise.all([
    startOurs(root),
    startStock('waterfall'),
    withEcho ? startStock('echo') : undefined,
    startWorld(),
  ]);
  try {
    await verify(ours, words);
    const warm = (bot, way, script) => {
      const order = roundOf({ by: way, delivery: 'normal', script, concurrency, count });
      return world.ask({ job: 'round', urls: [bot.url], ...order });
    };
    await warm(ours, by, textsOf(OURS, words));
    for (const stock of [waterfall, echo]) if (stock) await warm(stock, 'connector', STOCK);
    return await measure({ world, ours, waterfall, echo });
  } finally {
    await Promise.all([ours, waterfall, echo, world].map((one) => one?.stop()));
  }
}

/** Ours against the stock bots: turns a second, p99 (less is better) and processor time (less is better). */
function against({ ours, waterfall, echo }) {
  return {
    toWaterfall: ratio(ours, waterfall),
    ...(echo && { toEcho: ratio(ours, echo) }),
    p99ToWaterfall: ours.p99 / waterfall.p99,
    cpuToWaterfall: ours.cpuMs / waterfall.cpuMs,
  };
}
