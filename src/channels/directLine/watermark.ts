import { DirectLineError } from './directLineError';

/**
 * How far a client has read. Clients hand it back as they got it: `<seq>`, or `<seq>~<ms>` when it has also seen
 * activities that were sent while the store was down and that have no number.
 */
export interface Place {
  readonly seq: number;
  /** Milliseconds since 1970 of the last unnumbered activity seen; 0 for none. */
  readonly aside: number;
}

/** Before anything was said. */
export const START: Place = { seq: 0, aside: 0 };

/** Reads a client's watermark; none, an empty one and `-` are the start. */
export function parseWatermark(text: string | undefined): Place {
  if (text === undefined || text === '' || text === '-') return START;
  const match = /^(\d{1,15})(?:~(\d{1,15}))?$/.exec(text);
  if (!match) throw new DirectLineError('BadArgument', 'Invalid watermark');
  return { seq: Number(match[1]), aside: Number(match[2] ?? 0) };
}

/** The watermark of a place, as it is handed to clients. */
export function watermarkOf({ seq, aside }: Place): string {
  return aside === 0 ? String(seq) : `${seq}~${aside}`;
}
