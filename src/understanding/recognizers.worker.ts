import { parentPort } from 'node:worker_threads';
import {
  Culture,
  recognizeCurrency,
  recognizeDateTime,
  recognizeEmail,
  recognizeNumber,
  recognizePhoneNumber,
} from '@microsoft/recognizers-text-suite';
import type { Recognized, RecognizerKind, RecognizerRequest } from './recognizers';

/** The one place that loads Recognizers-Text: here a runaway pattern stops a spare thread, not the bot. */
const run = {
  phone: recognizePhoneNumber,
  email: recognizeEmail,
  number: recognizeNumber,
  money: recognizeCurrency,
  dateTime: recognizeDateTime,
} satisfies Record<RecognizerKind, unknown>;

function recognize({ kind, text, language }: Omit<RecognizerRequest, 'id'>): Recognized[] {
  const culture = language === 'es' ? Culture.Spanish : Culture.English;
  return run[kind](text, culture).map((found) => {
    const resolution = (found.resolution ?? {}) as { value?: unknown; values?: Record<string, string>[] };
    return {
      type: found.typeName,
      text: found.text,
      start: found.start,
      end: found.end + 1,
      value: typeof resolution.value === 'string' ? resolution.value : '',
      values: resolution.values ?? [],
    };
  });
}

for (const language of ['en', 'es'])
  for (const kind of Object.keys(run) as RecognizerKind[]) recognize({ kind, text: '5', language });

parentPort?.on('message', ({ id, ...request }: RecognizerRequest) => {
  parentPort?.postMessage({ id, found: recognize(request) });
});
parentPort?.postMessage({ id: 0, found: [] });
