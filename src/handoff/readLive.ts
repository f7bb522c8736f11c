import type { Database, Row } from '../storage/types';
import type { HandedBack, LiveLine, LiveView } from './live';
import { liveCase, staffOf } from './liveStore';

/** What was written in a conversation on its channel, as far as the channel keeps it. */
export type Transcript = (
  conversation: string,
) => Promise<readonly { readonly at: number; readonly from: 'visitor' | 'bot'; readonly text: string }[]>;

/** The most of what was written before that is shown: the last lines. */
const BEFORE_AT_MOST = 200;

/** What staff see of a case's conversation; what was written before only with the visitor's consent. */
export async function readLive(
  {
    db,
    transcript,
    idleMs,
  }: { readonly db: Database; readonly transcript: Transcript; readonly idleMs: number },
  caseId: string,
  after = 0,
): Promise<LiveView> {
  const found = await liveCase(db, caseId);
  const conversation = found?.conversation;
  const shared = found?.transcript === true && conversation !== undefined;
  if (conversation === undefined) return { state: 'none', shared, before: [], lines: [] };
  const [sessions, rows] = await Promise.all([
    db.query('SELECT * FROM live_sessions WHERE conversation = ? ORDER BY started_at, id', [conversation]),
    db.query('SELECT * FROM live_lines WHERE conversation = ? AND seq > ? ORDER BY seq', [
      conversation,
      after,
    ]),
  ]);
  const before = shared && after === 0 ? await earlier(transcript, conversation, sessions) : [];
  const ended = new Set(sessions.filter(({ ended_at: at }) => at !== null).map(({ id }) => id));
  const lines = rows.map((row) => lineOf(row, ended));
  const current = sessions.find(({ ended_at: at }) => at === null);
  if (!current) return { state: sessions.length > 0 ? 'ended' : 'none', shared, before, lines };
  return {
    ...{
      state: 'live',
      staff: staffOf(current),
      since: Number(current['started_at']),
      shared,
      before,
      lines,
    },
    idleAt: Number(current['idle_from']) + idleMs,
  };
}

/** What was written while nobody was in. */
async function earlier(
  transcript: Transcript,
  conversation: string,
  sessions: readonly Row[],
): Promise<LiveLine[]> {
  const isIn = (at: number): boolean =>
    sessions.some(
      (row) => at >= Number(row['started_at']) && at <= Number(row['ended_at'] ?? Number.MAX_SAFE_INTEGER),
    );
  const written = (await transcript(conversation)).filter(({ at }) => !isIn(at));
  return written.slice(-BEFORE_AT_MOST).map((line) => ({ seq: 0, ...line }));
}

function lineOf(row: Row, ended: ReadonlySet<unknown>): LiveLine {
  const [kind, note] = [row['kind'], row['note']];
  const common = { seq: Number(row['seq']), at: Number(row['created_at']) };
  const text = String(row['text']);
  if (kind === 'visitor')
    return { ...common, from: 'visitor', text, ...(note === 'crisis' && { crisis: true }) };
  if (kind === 'joined') return { ...common, from: 'note', note: 'joined', by: staffOf(row) };
  if (kind === 'left') return { ...common, from: 'note', note: note as HandedBack };
  const waiting = ended.has(row['session']) && row['said_in'] === null ? 'dropped' : 'waiting';
  const delivery = row['said_at'] === null ? waiting : 'sent';
  return { ...common, from: 'staff', text, by: staffOf(row), delivery };
}
