// For how long one message holds up everybody else: the event loop of a running bot, by the front door.
import { CRISIS_PIECES, UNDERSTANDING_PIECES, repeated } from '../hostile.mjs';
import { startConnector } from './connector.mjs';
import { connectorVisitor } from './connectorVisitor.mjs';
import { startOurs } from './processes.mjs';
import { OURS, textsOf } from './scripts.mjs';

/** About what a body may hold. */
const LONGEST = 200_000;
/** A collection of garbage may fall together with a message: what seems long is tried again, and the least counts. */
const SEEMS_LONG_MS = 25;
const TRIES = 3;

/**
 * Sends hostile messages to conversations in which something is being asked.
 * @param asked what is asked then, of the script's questions; @param lengths of the messages, in characters
 * @returns the longest stall in milliseconds of processor time, by what it came, and how many messages there were
 */
export async function benchStall(root, words, { asked, lengths }) {
  const [bot, { url: serviceUrl }] = await Promise.all([startOurs(root), startConnector()]);
  const visitors = guests(bot, serviceUrl, textsOf(OURS, words));
  const stallBy = async (message, question) => {
    const visitor = await visitors.askedFor(question);
    await bot.stall();
    await visitor.say(message.text, { value: message.value });
    return bot.stall();
  };
  let worst = { ms: 0 };
  let count = 0;
  try {
    for (const question of asked)
      for (const message of messages(lengths)) {
        count++;
        let ms = Infinity;
        for (let i = 0; i < TRIES && ms > SEEMS_LONG_MS; i++)
          ms = Math.min(ms, await stallBy(message, question));
        if (ms > worst.ms) worst = { ms, by: message.by, question };
      }
    return { ...worst, messages: count };
  } finally {
    await bot.stop();
  }
}

/** Visitors who have been led to a question. One who is still there after a message serves for the next. */
function guests(bot, serviceUrl, texts) {
  let number = 0;
  let visitor;
  const asks = () => visitor?.last.at(-1).entities?.find(({ type }) => type === 'triage')?.asks;
  return {
    async askedFor(question) {
      if (asks() === question) return visitor;
      visitor = await connectorVisitor(bot.url, { number: ++number, delivery: 'expectReplies', serviceUrl });
      for (const text of texts.slice(0, OURS.findIndex((step) => step.asks === question) + 1))
        await visitor.say(text);
      return visitor;
    },
  };
}

function* messages(lengths) {
  for (const piece of [...CRISIS_PIECES, ...UNDERSTANDING_PIECES])
    for (const length of lengths)
      yield { by: `${JSON.stringify(piece)} × ${length}`, text: repeated(piece, length) };
  yield { by: `one word of ${LONGEST}`, text: 'k'.repeat(LONGEST) };
  yield { by: `a talk of ${LONGEST}`, text: repeated('i am tired of all this. ', LONGEST) };
  const card = Array.from({ length: 8_000 }, (_, i) => `no ${i} want to`);
  yield { by: 'a card of 8,000 strings', text: '', value: card };
}
