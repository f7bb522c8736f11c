import { randomUUID } from 'node:crypto';
import type { Statement } from '../storage/types';

/**
 * A row of the outbox: something that happened and that others must learn, staged beside what happened. The payload
 * holds ids and states, never what a visitor wrote; carriers look the rest up as far as their reader may see it.
 */
export function tell(topic: string, payload: Readonly<Record<string, unknown>>, now: number): Statement {
  return {
    sql: 'INSERT INTO outbox (id, topic, payload, created_at, next_at) VALUES (?, ?, ?, ?, ?)',
    params: [randomUUID(), topic, JSON.stringify(payload), now, now],
  };
}
