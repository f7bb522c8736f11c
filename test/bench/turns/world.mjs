// The world around a bot, in a process of its own: visitors who each hold one conversation after the other, and the
// connector that takes the replies by HTTP. Told what to do by messages from the bench; answers with the figures.
import { performance } from 'node:perf_hooks';
import { spread } from '../figures.mjs';
import { startConnector } from './connector.mjs';
import { directLineVisitor } from './directLineVisitor.mjs';
import { connectorVisitor } from './connectorVisitor.mjs';

const connector = await startConnector();
let serial = 0;

const jobs = { round, sockets };
/** Streams held open until the process ends. */
const held = [];

process.on('message', async ({ job, ...order }) => {
  try {
    process.send({ done: await jobs[job](order) });
  } catch (error) {
    process.send({ failed: String(error.stack ?? error) });
  }
});
process.send({ done: 'ready' });

/**
 * `concurrency` visitors hold `conversations` whole conversations between them.
 * @returns turns ended, their times in microseconds, replies taken, and how busy this process was (0 to 1)
 */
async function round({ urls, by, delivery, script, concurrency, conversations }) {
  const times = [];
  let seen = 0;
  let left = conversations;
  const before = { replies: connector.taken, load: performance.eventLoopUtilization() };
  const started = performance.now();
  const timed = async (turn) => {
    const at = performance.now();
    const result = await turn();
    times.push((performance.now() - at) * 1000);
    return result;
  };
  const visit = async () => {
    while (left-- > 0) {
      const coming = () => arrive(urls, by, delivery);
      // By Direct Line the bot greets who comes: a turn like the others, with the token and the stream on top.
      const visitor = by === 'directline' ? await timed(coming) : await coming();
      for (const text of script) {
        const replies = await timed(() => visitor.say(text));
        seen += replies;
      }
      visitor.leave();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, visit));
  const seconds = (performance.now() - started) / 1000;
  const replies = seen + connector.taken - before.replies;
  const { utilization } = performance.eventLoopUtilization(before.load);
  return { turns: times.length, seconds, replies, busy: utilization, ...spread(times) };
}

/** As many visitors on Direct Line with their streams open, who stay. */
async function sockets({ urls, count }) {
  for (let opened = 0; opened < count; opened += 20) {
    const some = Math.min(20, count - opened);
    held.push(...(await Promise.all(Array.from({ length: some }, () => arrive(urls, 'directline')))));
  }
  return { open: held.filter((visitor) => visitor.isOpen()).length };
}

function arrive(urls, by, delivery) {
  const number = ++serial;
  const url = urls[number % urls.length];
  return by === 'directline'
    ? directLineVisitor(url, number)
    : connectorVisitor(url, { number, delivery, serviceUrl: connector.url });
}
