import { randomUUID } from 'node:crypto';
import type { App } from '../../src/app';
import type { LiveLine, StaffMember } from '../../src/handoff/live';
import type { Said, Visitor } from '../support/visitor';
import { until } from './receivers';

/** A Tuesday at ten in Denver, where the example practice is: its office is open. */
export const TUESDAY = Date.parse('2026-12-01T17:00:00Z');
export const sam: StaffMember = { id: 'staff-1', firstName: 'Sam' };

/** A visitor who asks for a person and waits in the chat; resolves to the case's id. */
export async function waitsFor(app: App, visitor: Visitor, share: 'yes' | 'no' = 'no'): Promise<string> {
  await visitor.say('can i talk to a person');
  await visitor.pick('handoff.here');
  await visitor.pick(`handoff.share.${share}`);
  return caseOf(app, visitor);
}

/** Id of the visitor's case of a kind. */
export async function caseOf(app: App, { conversationId }: Visitor, kind = 'handoff'): Promise<string> {
  const sql = 'SELECT id FROM cases WHERE conversation = ? AND kind = ?';
  const [row] = await app.db.query(sql, [`conversation/directline/${conversationId}`, kind]);
  return String(row?.['id']);
}

/** What comes without the visitor having written, once there is at least so much of it. */
export async function next(visitor: Visitor, count = 1): Promise<readonly Said[]> {
  const said: Said[] = [];
  // Not as fast as can be: who reads a thousand times in a few seconds is told to wait.
  await until(`${count} messages`, async () => said.push(...(await visitor.read())) >= count, 100);
  visitor.last = said;
  return said;
}

/** Staff write something. */
export function say(app: App, caseId: string, text: string, staff = sam, id: string = randomUUID()) {
  return app.live.say(caseId, staff, { id, text });
}

/** A line in a word: `visitor: hello`, `staff: hello (sent)`, `joined`. */
export function shape(line: LiveLine): string {
  if (line.from === 'note') return line.note;
  if (line.from === 'staff') return `staff: ${line.text} (${line.delivery})`;
  return `${line.from}: ${line.text}${line.from === 'visitor' && line.crisis === true ? ' (crisis)' : ''}`;
}
