import type { PracticeProfile } from '../content/profile';
import { letterOf } from '../handoff/carrier';
import { mailCarrierId } from '../handoff/mailCarrier';
import { triedAgain } from '../handoff/redrive';
import type { Database, Statement } from '../storage/types';

/** A message that did not reach its receiver: given up (`dead`), or still tried again (`waiting`). */
export interface Letter {
  readonly id: string;
  readonly status: 'dead' | 'waiting';
  readonly topic: string;
  /** The mailbox or the webhook. */
  readonly receiver: string;
  /** Reference of the case or booking that it tells of. */
  readonly reference: string;
  readonly attempts: number;
  readonly reason: string;
  readonly at: number;
  readonly nextAt: number;
}

const SHOWN = 200;

/** What did not arrive, given up first, then the latest. */
export async function readLetters(db: Pick<Database, 'query'>, profile: PracticeProfile): Promise<Letter[]> {
  const rows = await db.query(
    `SELECT d.id, d.status, d.carrier, d.attempts, d.next_at, d.last_error, o.topic, o.payload, o.created_at
      FROM deliveries d JOIN outbox o ON o.id = d.outbox_id
      WHERE d.status = 'dead' OR (d.status = 'waiting' AND d.last_error IS NOT NULL)
      ORDER BY d.status, o.created_at DESC, d.id LIMIT ?`,
    [SHOWN],
  );
  const { alerts } = profile;
  const mailboxes = [...(alerts?.emails ?? []), ...(alerts?.secondContact?.emails ?? [])];
  return rows.map((row) => {
    const [topic, carrier] = [String(row['topic']), String(row['carrier'])];
    return {
      id: String(row['id']),
      status: row['status'] as Letter['status'],
      topic,
      receiver: mailboxes.find((address) => mailCarrierId(address) === carrier) ?? carrier,
      reference: letterOf('', topic, String(row['payload']), 0).facts.reference ?? '',
      attempts: Number(row['attempts']),
      reason: String(row['last_error'] ?? ''),
      at: Number(row['created_at']),
      nextAt: Number(row['next_at']),
    };
  });
}

/** How many have been given up. */
export async function deadLetters(db: Pick<Database, 'query'>): Promise<number> {
  const [row] = await db.query("SELECT count(*) AS dead FROM deliveries WHERE status = 'dead'");
  return Number(row?.['dead'] ?? 0);
}

/** Tries a message again from the beginning: the worker takes it at its next look. */
export function retried(id: string, now: number): Statement {
  return { ...triedAgain(id, now), expect: 1, guard: 'letter' };
}
