import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { keptInDist, keptUnderstander } from '../compiled';
import { TriageError } from '../errors';
import { createRecognizers, type Recognizers } from '../understanding/recognizers';
import { SLOTS, type Slot } from '../understanding/types';
import { noteOnStderr } from './noteOnStderr';

/**
 * Reads JSON Lines `{id, text, lang, asked}` and writes `{id, intent, slots, target?}` for each, in the same order.
 * A line that is not such an object ends the run with `LINE_INVALID`, which names its number.
 */
export async function understandStream(
  stdin: NodeJS.ReadableStream,
  stdout: NodeJS.WritableStream,
): Promise<void> {
  const recognizers = patient(createRecognizers());
  const understander = keptUnderstander(keptInDist(noteOnStderr), { recognizers });
  let number = 0;
  try {
    for await (const line of createInterface({ input: stdin, crlfDelay: Infinity })) {
      number++;
      if (line.trim() === '') continue;
      const { id, text, lang, asked } = parse(line, number);
      const understood = await understander.understand(text, { lang, asked });
      if (!stdout.write(`${JSON.stringify({ id, ...understood })}\n`)) await once(stdout, 'drain');
    }
  } finally {
    await understander.close();
  }
}

/** A stream can wait: its answers do not depend on whether the recognizers, started when first wanted, are warm. */
function patient(recognizers: Recognizers): Recognizers {
  return {
    recognize: async (...request) => {
      await recognizers.ready();
      return recognizers.recognize(...request);
    },
    ready: () => recognizers.ready(),
    close: () => recognizers.close(),
  };
}

function parse(
  line: string,
  number: number,
): { id: unknown; text: string; lang: string; asked: Slot | null } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new TriageError('LINE_INVALID', `Line ${number} is not JSON.`, { cause });
  }
  const { id, text, lang, asked } = (value ?? {}) as Record<string, unknown>;
  if (typeof text !== 'string') throw new TriageError('LINE_INVALID', `Line ${number} has no "text".`);
  return {
    id,
    text,
    lang: typeof lang === 'string' ? lang : 'en',
    asked: SLOTS.find((slot) => slot === asked) ?? null,
  };
}
