// What is kept in memory of conversations at rest, and of streams that are open.
import { roundOf } from './turns.mjs';
import { startOurs, startWorld } from './processes.mjs';
import { OURS, textsOf } from './scripts.mjs';

/**
 * Heap after a collection before and after `conversations` whole visits' first messages, then resident memory before and
 * after `sockets` streams were opened and greeted.
 * @returns bytes a conversation, and kilobytes a socket: on the heap, and of the process with the kernel's part left out
 */
export async function benchMemory(root, words, { conversations, sockets }) {
  const [bot, world] = await Promise.all([startOurs(root), startWorld()]);
  const script = textsOf(OURS, words).slice(0, 2);
  const talk = (count) => {
    const order = { by: 'connector', delivery: 'expectReplies', script, concurrency: 32 };
    const urls = [bot.url];
    return world.ask({ job: 'round', urls, ...roundOf({ ...order, count: count * script.length }) });
  };
  try {
    // Bounded memories (the last 10,000 turns, against redeliveries) and compiled code fill up first.
    await talk(Math.min(conversations, 5_000));
    const before = await bot.memory();
    await talk(conversations);
    const rested = await bot.memory();
    await world.ask({ job: 'sockets', urls: [bot.url], count: 20 });
    const ready = await bot.memory();
    const { open } = await world.ask({ job: 'sockets', urls: [bot.url], count: sockets });
    const held = await bot.memory();
    const grown = (field, from, to) => to[field] - from[field];
    return {
      conversations,
      bytesPerConversation: (rested.heapUsed - before.heapUsed) / conversations,
      sockets,
      open: open - 20,
      heapKbPerSocket: grown('heapUsed', ready, held) / sockets / 1024,
      residentKbPerSocket: grown('rss', ready, held) / sockets / 1024,
    };
  } finally {
    await Promise.all([bot.stop(), world.stop()]);
  }
}
