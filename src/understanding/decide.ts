import type { Message, Span } from './message';
import type { SlotHits } from './slots/findSlots';
import type { Intent } from './types';

/** What was found in a message or in one of its clauses. */
export interface Judged {
  readonly hits: SlotHits;
  readonly ranked: readonly { readonly label: Intent; readonly p: number }[];
}
export interface JudgedClause extends Judged {
  readonly span: Span;
}

/** Intents that any question or request beside them outweighs. */
const LIGHT: ReadonlySet<Intent> = new Set(['answer', 'none', 'greet', 'thanks', 'goodbye']);
export const SURE = 0.6;
const LEADS: ReadonlySet<string> = new Set(['nameLead', 'namePrefer', 'nameIntro']);
/** Ways to steer the conversation: no name, however it is led in. */
const CONTROLS: ReadonlySet<Intent> = new Set([
  'skip',
  'go_back',
  'start_over',
  'change_answer',
  'help',
  'talk_to_human',
  'delete_my_data',
  'privacy_data',
]);
/** Questions about formats, whose words an answer about formats shares. */
const ABOUT_FORMATS: ReadonlySet<Intent> = new Set([
  'explain_individual',
  'explain_group',
  'explain_couples_family',
  'faq_group_members',
  'faq_group_size',
  'faq_online',
  'compare',
  'faq_both_formats',
]);
const SURE_OF_ELSE = 0.85;
const SHARE = 0.4;

/** Slots that say how to reach somebody: a bare "no" to their question declines it. */
const CONTACT: ReadonlySet<string> = new Set(['name', 'phone', 'email']);

/** Whether the whole message says that what was asked for will not be given: "no thanks" to the question for a number. */
export function declinesContact({ asked, words, language }: Message): boolean {
  if (asked === null || !CONTACT.has(asked)) return false;
  const said = words.filter((word) => /\p{L}/u.test(word));
  const marks = language.contact.all(said).filter(({ key }) => key === 'declines');
  return marks.some(({ start, end }) => start === 0 && end === said.length);
}

/**
 * The one intent of a message. The whole is trusted, but for a clause that is surely a question or a request beside
 * information or a courtesy: that one wins.
 */
export function decide(message: Message, whole: Judged, clauses: readonly JudgedClause[]): Intent {
  const top = whole.ranked[0]!;
  const { phone, email } = whole.hits;
  // A number or an address to be reached at is never nothing to act on.
  if (top.label === 'none' && (phone ?? email)) return corrects(message) ? 'change_answer' : 'answer';
  if (answersWhatWasAsked(message, whole, top)) return 'answer';
  if (!LIGHT.has(top.label)) return top.label;
  const requests = clauses
    .map(({ ranked }) => ranked[0]!)
    .filter(({ label, p }) => !LIGHT.has(label) && p >= SURE)
    .sort((a, b) => b.p - a.p);
  return requests[0]?.label ?? top.label;
}

/** A value of the very slot asked for, in words that are hardly anything else. */
function answersWhatWasAsked(message: Message, { hits }: Judged, top: { label: Intent; p: number }): boolean {
  const { asked, words } = message;
  if (!asked || !hits[asked] || words.includes('?')) return false;
  if (asked === 'name') {
    const steers = CONTROLS.has(top.label) && top.p >= SURE;
    if (isWrittenAsName(message) && !steers) return true;
    return ledName(message, hits) && (isNothingElse(message, hits) || !steers);
  }
  if (ABOUT_FORMATS.has(top.label) && !asks(message)) return true;
  const isElse = top.label === 'change_answer' ? corrects(message) : top.p >= SURE_OF_ELSE;
  if (top.label === 'answer' || isElse) return false;
  const read = hits[asked].spans.reduce((sum, { start, end }) => sum + end - start, 0);
  return read / words.length >= SHARE;
}

/** Whether a word says that something is taken back: "wait", "perdón". */
function corrects({ words, language }: Message): boolean {
  return language.correction.all(words).some(({ key }) => key === 'marker');
}

/** "me dicen Paco": a name with the words that lead it in. */
function ledName({ words, language }: Message, { name }: SlotHits): boolean {
  const leads = language.contact.all(words).filter(({ key }) => LEADS.has(key));
  return leads.some(({ end }) => name?.spans.some(({ start }) => start === end));
}

/** Two to four words, each with a capital: "Robin Vale" is a name also where "vale" means "fine". */
function isWrittenAsName({ tokens }: Message): boolean {
  return tokens.length >= 2 && tokens.length <= 4 && tokens.every(({ raw }) => /^\p{Lu}\p{Ll}/u.test(raw));
}

/** "me llamo Paco", and not a word more. */
function isNothingElse({ words, language }: Message, { name }: SlotHits): boolean {
  const last = name?.spans.at(-1);
  const leads = language.contact.all(words).filter(({ key }) => LEADS.has(key));
  return (
    last?.end === words.length && leads.some(({ start, end }) => start === 0 && end === name?.spans[0]?.start)
  );
}

/** Whether there is any word of asking in it. */
function asks({ words, language }: Message): boolean {
  return language.concepts.all(words).some(({ key }) => key === 'wh' || key === 'ask' || key === 'explain');
}

/** Whether a clause gives information of the person's own, rather than asking about it. */
export function isStatement({ ranked }: Judged): boolean {
  const top = ranked[0]!.label;
  return top === 'answer' || top === 'book' || top === 'change_answer' || top === 'greet';
}
