import type { Said } from '../scriptedServer';

const LATIN = 'abcdefghijklmnopqrstuvwxyz';
const HEBREW = 'אבגדהוזחטיכלמנסעפצקרשתםןףץ';

/**
 * A language that nobody speaks, written from right to left: each Latin letter is a Hebrew one, so that the browser orders
 * it as it orders Hebrew. Numbers and the targets of links stay; accents, which Hebrew does not have, fall away.
 */
export function mirrored(text: string): string {
  return text
    .split(/(\]\([^)\s]*\))/)
    .map((part, index) => (index % 2 === 1 ? part : letters(part)))
    .join('');
}

function letters(text: string): string {
  return Array.from(text.normalize('NFD').replace(/\p{M}/gu, ''), (one) => {
    const at = LATIN.indexOf(one.toLowerCase());
    return at < 0 ? one : (HEBREW[at] ?? one);
  }).join('');
}

interface Labelled {
  readonly label: string;
}

/** What the bot says, mirrored: every word that is shown, and no id. */
export function mirroredSaid({ text = '', actions = [], triage, ...rest }: Said): Said {
  const { days, escalation, ...ids } = (triage ?? {}) as {
    days?: readonly Labelled[];
    escalation?: { lines?: readonly Labelled[] };
  };
  const labelled = (all: readonly Labelled[]) => all.map((one) => ({ ...one, label: mirrored(one.label) }));
  return {
    ...rest,
    text: mirrored(text),
    actions: actions.map((action) => {
      const { title = '', type, value } = action as { title?: string; type?: string; value?: string };
      const words = mirrored(title);
      return { type, title: words, value: type === 'imBack' ? words : value };
    }),
    triage: {
      ...ids,
      ...(days && { days: labelled(days) }),
      ...(escalation && { escalation: { ...escalation, lines: labelled(escalation.lines ?? []) } }),
    },
  };
}
