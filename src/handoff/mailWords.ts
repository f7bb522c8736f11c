import type { Param, Params } from '../content/message';
import type { Content } from '../content/types';
import type { Facts, Letter } from './carrier';
import { consoleLink } from './consoleLink';
import type { Words } from './mailCarrier';

/** What each mail says, in order: paragraphs of its own by name, and those that several share by key. */
const PARAGRAPHS: Readonly<Record<string, readonly string[]>> = {
  'escalation.created': ['intro', 'staff.tier', 'staff.where', 'todo', 'second'],
  'escalation.unacknowledged': ['intro', 'staff.tier', 'staff.where', 'todo'],
  'handoff.created': ['intro', 'staff.where', 'todo'],
  'booking.created': ['intro', 'staff.when', 'todo'],
  'booking.moved': ['intro', 'staff.when', 'todo'],
  'booking.cancelled': ['intro', 'staff.when', 'todo'],
  'booking.unanswered': ['intro', 'staff.when', 'todo'],
  'waitlist.accepted': ['intro', 'staff.when', 'todo'],
};

/**
 * Letters as plain mail, from `staff.<topic>` of the locale files, in the practice's first language, with the way to
 * the staff console where that is known. Other topics are not mailed.
 */
export function mailWords(
  content: Content,
  publicUrl?: string,
): { takes: (topic: string) => boolean; words: Words } {
  const language = content.languages[0] ?? 'en';
  return {
    takes: (topic) => Object.hasOwn(PARAGRAPHS, topic),
    words(letter) {
      const address = consoleLink(publicUrl, letter.facts);
      const params = { ...paramsOf(letter, content), address: address ?? '' };
      const name = letter.topic.replace('.', '_');
      const text = (part: string): string =>
        content.text(part.includes('.') ? part : `staff.${name}.${part}`, language, params);
      const parts = PARAGRAPHS[letter.topic] ?? [];
      const wanted = parts.filter((part) => part !== 'second' || content.profile.alerts?.secondContact);
      return {
        subject: text('subject'),
        text: `${[...wanted, ...(address === undefined ? [] : ['staff.link']), 'staff.footer'].map(text).filter(Boolean).join('\n\n')}\n`,
      };
    },
  };
}

/** A fact that is not known says `other`, which every choice of the words has. */
export function paramsOf({ at, facts }: Letter, { profile }: Content): Params {
  const time: Param = { at: new Date(at).toISOString(), zone: profile.timeZone, style: 'dateTime' };
  const {
    reference = '',
    kind = 'other',
    tier = 'other',
    channel = 'other',
    language = 'other',
  }: Facts = facts;
  const minutes = profile.alerts?.secondContact?.afterMinutes ?? 0;
  return { reference, kind, tier, channel, language, time, minutes };
}
