import type { Message, Span } from './message';
import type { Recognized, RecognizerKind } from './recognizers';
import { Week } from './schedule/week';
import { e164 } from './slots/phone';
import type { SlotHits } from './slots/findSlots';
import { DAYS, type Slot } from './types';

const KINDS: Partial<Record<Slot, RecognizerKind>> = {
  budget: 'number',
  availability: 'dateTime',
  phone: 'phone',
  email: 'email',
};

/** The recognizer worth asking: the one of the slot asked for, when our own grammar read nothing from the figures. */
export function wantedRecognizer(message: Message, read: () => SlotHits): RecognizerKind | undefined {
  const { asked, words, language } = message;
  if (!asked || !KINDS[asked] || read()[asked]) return undefined;
  const figures = words.some(
    (word) => /\d/.test(word) || word === '@' || language.phrases.numbers[word] !== undefined,
  );
  return figures ? KINDS[asked] : undefined;
}

/** What a recognizer found, as the slot asked for. */
export function recognizerHits(message: Message, found: readonly Recognized[], currency: string): SlotHits {
  const first = found[0];
  if (!first) return {};
  const spans = [spanOf(message, first)];
  if (message.asked === 'phone') {
    const digits = first.text.replace(/\D/g, '');
    const usable = digits.length >= 7 && digits.length <= 15;
    return usable ? { phone: { value: e164(digits, first.text.startsWith('+')), spans } } : {};
  }
  if (message.asked === 'email') return { email: { value: first.value.toLowerCase(), spans } };
  if (message.asked === 'budget') {
    const amount = Math.round(Number(first.value));
    if (!Number.isSafeInteger(amount) || amount < 5) return {};
    return { budget: { value: { min: amount, max: amount, currency, per: 'session' }, spans } };
  }
  return times(first, spans);
}

/** "15:30:00" is an hour from there; a range is itself. */
function times(found: Recognized, spans: readonly Span[]): SlotHits {
  const resolved = found.values.at(-1) ?? {};
  const from = minutes(resolved.start ?? resolved.value);
  const to = resolved.end === undefined && from !== undefined ? from + 60 : minutes(resolved.end);
  if (from === undefined || to === undefined || from >= to || to >= 24 * 60) return {};
  const week = new Week();
  week.add(DAYS, [{ from, to }]);
  return { availability: { value: week.windows(), spans } };
}

function minutes(clock: string | undefined): number | undefined {
  const match = /^(\d\d):(\d\d)(:\d\d)?$/.exec(clock ?? '');
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

function spanOf({ tokens }: Message, { start, end }: { start: number; end: number }): Span {
  const inside = tokens.flatMap((token, i) => (token.end > start && token.start < end ? [i] : []));
  return { start: inside[0] ?? 0, end: (inside.at(-1) ?? -1) + 1 };
}
