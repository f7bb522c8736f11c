// Rounds of several subjects in turn and back again (A B C C B A), so that whatever else the machine does hits all alike.
import { spread } from '../figures.mjs';

/**
 * @param subjects by name: `bots` under measurement, and the `order` for the world's round
 * @returns by name: turns a second in all and by block, median and p99 in microseconds (of the rounds, the median),
 *   processor ms and replies a turn, and how busy the world was
 */
export async function rounds(world, subjects, blocks) {
  const names = Object.keys(subjects);
  const taken = Object.fromEntries(names.map((name) => [name, []]));
  for (let block = 0; block < blocks; block++)
    for (const name of [...names, ...names.toReversed()]) {
      const { bots, order } = subjects[name];
      const cpu = () => bots.reduce((sum, bot) => sum + bot.cpuMs(), 0);
      const before = cpu();
      const urls = bots.map(({ url }) => url);
      const round = await world.ask({ job: 'round', urls, ...order });
      taken[name].push({ ...round, block, cpuMs: cpu() - before });
    }
  return Object.fromEntries(names.map((name) => [name, summary(taken[name], blocks)]));
}

/** How many times as fast one subject was as another: over all rounds, and in the worst and the best block. */
export function ratio(one, other) {
  const blocks = one.blocks.map((perSecond, block) => perSecond / other.blocks[block]);
  return { all: one.perSecond / other.perSecond, least: Math.min(...blocks), most: Math.max(...blocks) };
}

function summary(list, blocks) {
  const middle = (field) => spread(list.map((round) => round[field])).median;
  const turns = sum(list, 'turns');
  return {
    perSecond: perSecond(list),
    blocks: Array.from({ length: blocks }, (_, block) =>
      perSecond(list.filter((one) => one.block === block)),
    ),
    median: middle('median'),
    p99: middle('p99'),
    cpuMs: sum(list, 'cpuMs') / turns,
    replies: sum(list, 'replies') / turns,
    worldBusy: middle('busy'),
    turns,
  };
}

const perSecond = (list) => sum(list, 'turns') / sum(list, 'seconds');
const sum = (list, field) => list.reduce((total, round) => total + round[field], 0);
