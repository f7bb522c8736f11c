// The understander per message of at most 120 characters, with and without a recognizer, and hostile messages.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { mixed, spread } from './figures.mjs';
import { UNDERSTANDING_PIECES, repeated } from './hostile.mjs';

/** @param make gives the understander with these recognizers; @param recognizers the real ones */
export async function benchUnderstander(root, make, recognizers, count) {
  let asked = 0;
  const counting = {
    recognize: (...request) => {
      asked++;
      return recognizers.recognize(...request);
    },
    ready: () => recognizers.ready(),
    close: () => recognizers.close(),
  };
  const understander = make(counting);
  await understander.ready();
  const messages = mixed(messagesOf(join(root, 'test/understanding')));
  const times = { without: [], with: [] };
  const read = async ({ text, lang, asked: slot }) => {
    const before = asked;
    const started = performance.now();
    await understander.understand(text, { lang, asked: slot });
    times[asked > before ? 'with' : 'without'].push((performance.now() - started) * 1000);
  };
  const half = Math.floor(messages.length / 2);
  for (const message of messages.slice(0, half)) await read(message);
  times.without = [];
  times.with = [];
  for (const message of messages.slice(half, half + count)) await read(message);
  for (const message of wanting(count / 4)) await read(message);
  const stall = await hostile(understander);
  await understander.close();
  return { without: spread(times.without), with: spread(times.with), stall };
}

function messagesOf(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  const messages = lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line));
  return messages.filter(({ text }) => text.length <= 120);
}

/** Messages that our own grammars do not read, so that a recognizer is asked; they are rare among real ones. */
function wanting(count) {
  const texts = [
    ['in the 15:00-16:30 range', 'availability'],
    ['in a fortnight', 'availability'],
    ['the day after christmas', 'availability'],
    ['four score dollars', 'budget'],
    ['its ext 12', 'phone'],
  ];
  return Array.from({ length: count }, (_, i) => {
    const [text, asked] = texts[i % texts.length];
    return { text: `${text}${i % 7 === 0 ? '' : ` ${i}`}`, lang: 'en', asked };
  });
}

/** The longest that the event loop stood still, in microseconds, over messages made to be slow. */
async function hostile(understander) {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  let worst = { stall: 0, piece: '', length: 0 };
  for (const piece of UNDERSTANDING_PIECES)
    for (const length of [120, 2_000, 65_536])
      for (const asked of [null, 'availability', 'budget', 'name']) {
        await pause(3);
        loop.reset();
        loop.enable();
        const started = performance.now();
        const reading = understander.understand(repeated(piece, length), { lang: 'en', asked });
        const blocked = performance.now() - started;
        await reading;
        await pause(3);
        loop.disable();
        const stall = Math.max(blocked, loop.max / 1e6) * 1000;
        if (stall > worst.stall) worst = { stall, piece, length };
      }
  return worst;
}
