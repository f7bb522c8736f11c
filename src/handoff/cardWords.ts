import type { Content } from '../content/types';
import { consoleLink } from './consoleLink';
import { paramsOf } from './mailWords';
import type { AlertWords } from './alertCard';
import type { Letter } from './carrier';

/** What a Teams channel is told of, and what its card says below the title. */
const CARDS: Readonly<Record<string, 'staff.where' | 'staff.when'>> = {
  'escalation.created': 'staff.where',
  'escalation.unacknowledged': 'staff.where',
  'handoff.created': 'staff.where',
  'booking.created': 'staff.when',
  'booking.unanswered': 'staff.when',
};

/** Cards say what a mail's subject says and where it came from, and nothing of what it is about. */
export function cardWords(
  content: Content,
  publicUrl: string | undefined,
): { takes: (topic: string) => boolean; words: (letter: Letter) => AlertWords } {
  const language = content.languages[0] ?? 'en';
  return {
    takes: (topic) => Object.hasOwn(CARDS, topic),
    words(letter) {
      const { facts, topic } = letter;
      const link = consoleLink(publicUrl, facts);
      const text = (key: string): string => content.text(key, language, paramsOf(letter, content));
      return {
        title: text(`staff.${topic.replace('.', '_')}.subject`),
        text: text(CARDS[topic] ?? 'staff.when'),
        button: text('staff.open'),
        ...(link !== undefined && { link }),
        ...(facts.case !== undefined &&
          facts.reference !== undefined && {
            claim: { label: text('staff.claim'), reference: facts.reference },
          }),
      };
    },
  };
}
