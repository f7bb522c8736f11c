import { createHash } from 'node:crypto';
import type { Activity } from 'botbuilder';

/** Kinds of activity that a channel gives the id of the message that they change. */
const CHANGES: ReadonlySet<string> = new Set(['messageUpdate', 'messageDelete']);

/**
 * Which activity of its conversation this is, however often it is delivered; undefined when it has no id. An edit has the
 * id of the message that it changes, so what it says now belongs to it: else it would pass for that message's redelivery.
 */
export function activityKey({ id, type, text, value }: Partial<Activity>): string | undefined {
  if (id === undefined || type === undefined || !CHANGES.has(type)) return id;
  const now = createHash('sha256')
    .update(JSON.stringify([text, value]))
    .digest('base64url');
  return `${id}/${type}/${now}`;
}
