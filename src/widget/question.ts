import { triageOf } from './activity';
import type { Activity, Triage } from './activity';
import { isOwn } from './transcript';
import type { Transcript } from './transcript';

/** Questions that have a field of their own: its label, what browsers fill in, and which keyboard a phone shows. */
const FIELDS = {
  name: {
    label: 'field_name',
    attributes: { type: 'text', autocomplete: 'name', inputMode: 'text', autoCapitalize: 'words' },
  },
  phone: {
    label: 'field_phone',
    attributes: { type: 'tel', autocomplete: 'tel', inputMode: 'tel', autoCapitalize: 'off' },
  },
  email: {
    label: 'field_email',
    attributes: { type: 'email', autocomplete: 'email', inputMode: 'email', autoCapitalize: 'off' },
  },
} as const;

/** What the bot asks now, as far as the window shows it in a form of its own. */
export interface Question {
  /** The message that asks. */
  readonly id: string | undefined;
  /** The field of its own that it has. */
  readonly field: (typeof FIELDS)[keyof typeof FIELDS] | undefined;
  readonly days: NonNullable<Triage['days']>;
  /** What was wrong with the last answer to the same question, in the bot's words, and that answer. */
  readonly refused?: { readonly why: string; readonly answer: string };
}

/** Keys of what the bot says about an answer that it could not take. */
const WRONG = /^question\.\w+\.again$|^flow\.not_understood\.|^contact\.name_needed$/;

/** The open question: the one of the bot's last message. */
export function questionOf({ messages }: Transcript, userId: string): Question | undefined {
  const last = messages[messages.length - 1];
  const triage = last && !isOwn(last, userId) ? triageOf(last) : undefined;
  if (!last || typeof triage?.asks !== 'string') return undefined;
  const answered = messages.map((message) => isOwn(message, userId)).lastIndexOf(true);
  const before = messages
    .slice(0, answered)
    .filter((message) => !isOwn(message, userId))
    .pop();
  const why = messages
    .slice(answered + 1)
    .map(wrong)
    .find((text) => text !== '');
  const again = before && triageOf(before)?.asks === triage.asks;
  const answer = messages[answered]?.text ?? '';
  return {
    id: last.id,
    field: FIELDS[triage.asks as keyof typeof FIELDS],
    days: triage.days ?? [],
    ...(again && why !== undefined && { refused: { why, answer } }),
  };
}

/** The paragraph of a message that says what was wrong: the last such key's, because it is the most exact. */
function wrong(message: Activity): string {
  const keys = triageOf(message)?.keys ?? [];
  const at = keys.map((key) => WRONG.test(key)).lastIndexOf(true);
  return at < 0 ? '' : ((message.text ?? '').split('\n\n')[at] ?? '');
}
