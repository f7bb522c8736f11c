import { createHash } from 'node:crypto';
import { ConflictError } from '../storage/conflictError';
import type { Database, Row, Statement } from '../storage/types';

/** Who did what to what. */
export interface AuditEntry {
  /** The member's id; `cli:<user>` for the command line; empty for somebody who did not get in. */
  readonly member: string;
  /** `case.read`, `case.close` … */
  readonly action: string;
  /** What it was done to, by its reference or id, `case/K7M4QD`; empty for a list. Never what a visitor wrote. */
  readonly subject?: string;
}

export interface AuditRow extends Required<AuditEntry> {
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Processes that write at the same moment take turns. */
const TRIES = 50;
const GUARD = 'audit';
const PAGE = 500;

/**
 * The record of everything that staff read and write. There is no way to change or delete a row: each carries a hash
 * over itself and the row before, and {@link verify} finds the first that does not fit. A write and its record are one
 * transaction, so there is neither without the other.
 */
export class Audit {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly db: Database,
    private readonly now: () => number,
  ) {}

  /** Records an entry, in one transaction with what it is the record of; returns the rows of each statement. */
  record(entry: AuditEntry, statements: readonly Statement[] = []): Promise<Row[][]> {
    const mine = this.#last.then(() => this.#write(entry, statements));
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  /** The newest rows first, before `before` where it is given. */
  async page(take: number, before = Number.MAX_SAFE_INTEGER): Promise<AuditRow[]> {
    const sql = 'SELECT * FROM staff_audit WHERE seq < ? ORDER BY seq DESC LIMIT ?';
    return (await this.db.query(sql, [before, take])).map(auditRow);
  }

  /** What was done to one thing, the newest first. */
  async of(subject: string, take: number): Promise<AuditRow[]> {
    const sql = 'SELECT * FROM staff_audit WHERE subject = ? ORDER BY seq DESC LIMIT ?';
    return (await this.db.query(sql, [subject, take])).map(auditRow);
  }

  /** The number of the first row that was changed, or that follows a row that is gone; undefined when all fit. */
  async verify(): Promise<number | undefined> {
    let seq = 0;
    let hash = '';
    for (;;) {
      const sql = 'SELECT * FROM staff_audit WHERE seq > ? ORDER BY seq LIMIT ?';
      const rows = await this.db.query(sql, [seq, PAGE]);
      for (const row of rows) {
        const found = auditRow(row);
        if (found.seq !== seq + 1 || row['hash'] !== hashOf(hash, found)) return found.seq;
        seq = found.seq;
        hash = String(row['hash']);
      }
      if (rows.length < PAGE) return undefined;
    }
  }

  async #write({ member, action, subject = '' }: AuditEntry, statements: readonly Statement[]) {
    for (let tries = 1; ; tries += 1) {
      const [last] = await this.db.query('SELECT seq, hash FROM staff_audit ORDER BY seq DESC LIMIT 1');
      const row = { seq: Number(last?.['seq'] ?? 0) + 1, at: this.now(), member, action, subject };
      try {
        const rows = await this.db.transaction([
          ...statements,
          insert(row, hashOf(String(last?.['hash'] ?? ''), row)),
        ]);
        return rows.slice(0, -1);
      } catch (error) {
        if (!(error instanceof ConflictError) || error.guard !== GUARD || tries === TRIES) throw error;
      }
    }
  }
}

function insert({ seq, at, member, action, subject }: AuditRow, hash: string): Statement {
  return {
    sql: 'INSERT INTO staff_audit (seq, at, member, action, subject, hash) VALUES (?, ?, ?, ?, ?, ?)',
    params: [seq, at, member, action, subject, hash],
    expect: 1,
    guard: GUARD,
  };
}

function hashOf(before: string, { seq, at, member, action, subject }: AuditRow): string {
  const row = JSON.stringify([before, seq, at, member, action, subject]);
  return createHash('sha256').update(row).digest('base64url');
}

function auditRow(row: Row): AuditRow {
  const text = (name: string): string => String(row[name]);
  const found = { seq: Number(row['seq']), at: Number(row['at']) };
  return { ...found, member: text('member'), action: text('action'), subject: text('subject') };
}
