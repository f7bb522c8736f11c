import { smsParts } from './smsParts';

/** What a text channel takes in one turn. */
export interface TextLimits {
  /** Parts of an SMS that one message may take. */
  readonly parts: number;
  /** Messages that one turn may send. */
  readonly messages: number;
  /** Said at the end of the last message when there is more. */
  readonly more: string;
}

/** Messages that fit: those for now, and what is left. */
export interface FittedTexts {
  readonly now: readonly string[];
  readonly later: readonly string[];
}

/** Where a text may be cut, the best places first: lines, sentences, words, signs. */
const CUTS = [
  { glue: '\n', split: (text: string) => text.split('\n') },
  { glue: ' ', split: (text: string) => text.split(/(?<=[.!?…])\s+/) },
  { glue: ' ', split: (text: string) => text.split(/\s+/) },
  {
    glue: '',
    split: (text: string) => [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment),
  },
];

type Fits = (text: string) => boolean;

/**
 * Cuts and joins texts so that each message takes no more parts than allowed and they are as few as they can be: who gets
 * three short messages in a row gets them in any order. Nothing is lost: what does not fit into this turn is left for later.
 */
export function fitTexts(texts: readonly string[], { parts, messages, more }: TextLimits): FittedTexts {
  const fits: Fits = (text) => smsParts(text).length <= parts;
  const all = joined(
    texts.flatMap((text) => cut(text, fits)),
    '\n',
    fits,
  );
  if (all.length <= messages) return { now: all, later: [] };
  const whole = all.slice(0, messages - 1);
  const withHint = (text: string): string => `${text}\n${more}`;
  const [last = '', ...later] = cut(all.slice(messages - 1).join('\n'), (text) => fits(withHint(text)));
  return { now: [...whole, withHint(last)], later };
}

function cut(text: string, fits: Fits, level = 0): string[] {
  const at = CUTS[level];
  if (!at || fits(text)) return text === '' ? [] : [text];
  const pieces = at.split(text).flatMap((piece) => cut(piece, fits, level + 1));
  return joined(pieces, at.glue, fits);
}

/** Puts together what has room in one message. */
function joined(pieces: readonly string[], glue: string, fits: Fits): string[] {
  return pieces.reduce<string[]>((done, piece) => {
    const last = done.at(-1);
    const both = `${last ?? ''}${glue}${piece}`;
    if (last !== undefined && fits(both)) done[done.length - 1] = both;
    else done.push(piece);
    return done;
  }, []);
}
