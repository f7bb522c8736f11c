import { createHash } from 'node:crypto';
import type { Message } from './message';

/**
 * What the buttons of a question carry to say which question they belong to, so that a button that is pressed when the
 * conversation has gone on is not taken for an answer to another one. The same question asked again has the same.
 */
export function questionToken({ asks, parts, choices }: Message): string {
  return createHash('sha256')
    .update(JSON.stringify([asks, parts, choices]))
    .digest('base64url')
    .slice(0, 12);
}
