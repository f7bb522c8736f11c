import { featureOf, type Features } from '../classifier';
import { textFeatures } from './features';
import type { Message } from './message';
import { uncovered, type SlotHits } from './slots/findSlots';
import { SLOTS, type Slot } from './types';

/** What stands in for a value that was read, so that "tuesdays after 6" and "fridays" look the same. */
const STANDS_FOR: Partial<Record<Slot, string>> = {
  availability: 'xtime',
  budget: 'xmoney',
  phone: 'xphone',
  email: 'xemail',
  concerns: 'xconcern',
};

/** What the intent classifier sees: the words with read values masked, what was asked, and what was found. */
export function intentFeatures(message: Message, hits: SlotHits): Features {
  const words = masked(message, hits);
  const { asked, language } = message;
  const features: string[] = [];
  const found = SLOTS.filter((slot) => hits[slot] !== undefined && slot !== 'name');
  const context = asked ?? 'nothing';
  features.push(`asked:${context}`, asked ? 'asked' : 'unasked');
  for (const slot of found) features.push(`has:${slot}`);
  if (asked && found.includes(asked)) features.push('has:asked');
  if (found.some((slot) => slot !== asked)) features.push(asked ? 'has:other' : 'has:unasked');
  const corrects = language.correction.all(message.words).some(({ key }) => key === 'marker');
  if (corrects) features.push(found.some((slot) => slot !== asked) ? 'corrects:other' : 'corrects');
  const masks = found.filter(
    (slot) => STANDS_FOR[slot] ?? (slot === 'mode' || slot === 'format' || slot === 'for_whom'),
  );
  const rest = uncovered(message, hits, masks).length;
  features.push(
    `rest:${Math.min(rest, 4)}`,
    `rest:${Math.min(rest, 4)}:${found.length > 0 ? 'found' : 'none'}:${asked ? 'asked' : 'unasked'}`,
  );
  const unknown = words.filter(
    (word) => /^[a-z]+$/.test(word) && !language.speller.isKnown(word) && !word.startsWith('x'),
  ).length;
  const share = unknown === 0 ? 'none' : unknown === words.length ? 'all' : 'some';
  features.push(`unknown:${share}`, `unknown:${share}:${context}`);
  if (asked) features.push(...words.slice(0, 3).map((word) => `a:${asked}:${word}`));
  return [...textFeatures(words, language.concepts), ...features.map((feature) => featureOf(feature))];
}

function masked({ words }: Message, hits: SlotHits): readonly string[] {
  const stand = new Map<number, string>();
  for (const [slot, name] of Object.entries(STANDS_FOR) as [Slot, string][])
    for (const { start, end } of hits[slot]?.spans ?? [])
      for (let i = start; i < end; i++) stand.set(i, name);
  if (stand.size === 0) return words;
  return words
    .map((word, i) => stand.get(i) ?? word)
    .filter((word, i, all) => !(stand.has(i) && all[i - 1] === word));
}
