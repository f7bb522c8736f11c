import { randomInt } from 'node:crypto';
import type { VisitorState } from '../../dialogs/turn';
import { makeReference, readReference } from '../booking/reference';
import { deleteDocument, readDocuments, writeDocument } from '../storage/documents';
import type { Database, Work } from '../storage/types';

/** How long a code is good for. */
const GOOD_MS = 15 * 60_000;
/** Wrong codes that a visitor may try within that time. */
const TRIES = 5;

/** What came of a code. */
export type Carried = 'carried' | 'unknown' | 'too_many';

/**
 * Carries what a visitor has answered from one channel to another by a short code: read aloud without mistakes, used
 * once, good for a quarter of an hour. Contact details go along; the dialogs under way do not.
 */
export class Carry {
  constructor(
    private readonly db: Database,
    private readonly work: Work,
    private readonly visitor: VisitorState,
    private readonly now: number,
  ) {}

  /** A new code for what this visitor has answered. */
  offer(): string {
    const code = makeReference((below) => randomInt(below));
    const { answers, skipped, order, consent } = this.visitor;
    const carried = { until: this.now + GOOD_MS, state: { answers, skipped, order, consent } };
    this.work.stage(writeDocument(keyOf(code), JSON.stringify(carried), undefined));
    return code;
  }

  /** Whether a text has the form of a code. */
  isCode(text: string): boolean {
    return readReference(text) !== undefined;
  }

  /** Takes over what belongs to a code, which is used up by that. Wrong ones are counted. */
  async redeem(text: string): Promise<Carried> {
    const recent = (this.visitor.wrongCodes ?? []).filter((at) => this.now - at < GOOD_MS);
    if (recent.length >= TRIES) return 'too_many';
    const key = keyOf(readReference(text) ?? '');
    const found = (await readDocuments(this.db, [key])).get(key);
    const carried = found && (JSON.parse(found.value) as { until: number; state: VisitorState });
    if (!found || !carried || carried.until < this.now) {
      this.visitor.wrongCodes = [...recent, this.now];
      return 'unknown';
    }
    this.work.stage(deleteDocument(key, found.etag));
    Object.assign(this.visitor, carried.state);
    return 'carried';
  }
}

function keyOf(code: string): string {
  return `carry/${code}`;
}
