// Before anything is measured: the scripts do what they say.
import { startConnector } from './connector.mjs';
import { connectorVisitor } from './connectorVisitor.mjs';
import { OURS, textsOf } from './scripts.mjs';

/** Holds our conversation once, each question checked; throws when it goes another way than the script has it. */
export async function verify(bot, words) {
  const { url: serviceUrl } = await startConnector();
  const visitor = await connectorVisitor(bot.url, { number: 0, delivery: 'expectReplies', serviceUrl });
  for (const [index, text] of textsOf(OURS, words).entries()) {
    await visitor.say(text);
    const asks = visitor.last.at(-1).entities?.find(({ type }) => type === 'triage')?.asks;
    if (asks !== OURS[index].asks) throw new Error(`${JSON.stringify(text)} is answered with ${asks}`);
  }
}
