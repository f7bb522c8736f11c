import type { Carrier, Letter } from './carrier';

/** Longer than all replies of a turn may take. */
const TIMEOUT_MS = 20_000;

/**
 * The way from the outbox to the visitor: topics that begin with `visitor.` become a turn of the conversation that they
 * are about. They are as durable as everything else in the outbox, tried again when the channel is down, and the turn's
 * id is the letter's, so that a repetition says nothing new.
 *
 * @param bring what each topic does; resolves when the channel has taken what there was to say
 * @param waits until when a letter must wait, if it must
 */
export function visitorCarrier(
  bring: Readonly<Record<string, (letter: Letter) => Promise<void>>>,
  waits: (letter: Letter) => Promise<number | undefined>,
): Carrier {
  return {
    id: 'visitor',
    timeoutMs: TIMEOUT_MS,
    takes: (topic) => Object.hasOwn(bring, topic),
    waits,
    deliver: async (letter) => bring[letter.topic]?.(letter),
  };
}
