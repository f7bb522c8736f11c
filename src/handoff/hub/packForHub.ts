import type { Database, Row } from '../../storage/types';
import type { Letter } from '../carrier';
import { arrived } from '../liveStore';
import type { Transcript } from '../readLive';
import { farewell, initiation, messageOf, type HubCase, type HubMessage } from './hubActivities';
import type { Packed } from './hubCarrier';

/** What is needed to pack: everything beyond ids is looked up when it is sent, as far as the visitor shares it by then. */
export interface PackParts {
  readonly db: Database;
  readonly transcript: Transcript;
  readonly now: () => number;
}

const NOTHING: Packed = { activities: [], sent: () => Promise.resolve() };

/** Packs a letter for the agent hub; nothing when the case is gone by now. */
export function packForHub(parts: PackParts): (letter: Letter) => Promise<Packed> {
  return async ({ id, topic, facts }) => {
    const [row] = await parts.db.query('SELECT * FROM cases WHERE id = ?', [facts.case ?? '']);
    const conversation = row?.['conversation'];
    if (!row || typeof conversation !== 'string') return NOTHING;
    if (topic === 'hub.live') return live(parts, id, row, conversation);
    const messages = row['transcript'] === 1 ? await parts.transcript(conversation) : undefined;
    const numbered = messages?.map((message, index): HubMessage => ({ id: `${id}.${index}`, ...message }));
    return { ...NOTHING, activities: [initiation(id, caseOf(row), numbered, parts.now())] };
  };
}

/** What the visitor wrote to the hub's agent, and that they went. */
async function live({ db, now }: PackParts, id: string, row: Row, conversation: string): Promise<Packed> {
  const found = caseOf(row);
  const [session] = await db.query(
    'SELECT id, ended, ended_at FROM live_sessions WHERE conversation = ? AND hub = 1 ORDER BY started_at DESC, id LIMIT 1',
    [conversation],
  );
  if (!session) return NOTHING;
  const rows = await db.query(
    `SELECT id, text, created_at FROM live_lines
     WHERE conversation = ? AND session = ? AND kind = 'visitor' AND said_in IS NULL ORDER BY seq`,
    [conversation, String(session['id'])],
  );
  const messages = rows.map((line) => {
    const message = { id: String(line['id']), at: Number(line['created_at']), text: String(line['text']) };
    return messageOf({ ...message, from: 'visitor' }, found);
  });
  const ended = String(session['ended'] ?? '');
  const over =
    ended !== '' && ended !== 'failed'
      ? [farewell(`${String(session['id'])}.end`, found, ended, Number(session['ended_at']))]
      : [];
  const mark = rows.map((line) => ({
    sql: 'UPDATE live_lines SET said_in = ? WHERE id = ?',
    params: [id, String(line['id'])],
  }));
  return {
    activities: [...messages, ...over],
    sent: async () => void (await db.transaction([...mark, arrived(id, now())])),
  };
}

function caseOf(row: Row): HubCase {
  const { contact } = JSON.parse(String(row['details'])) as { contact?: unknown };
  return {
    id: String(row['id']),
    reference: String(row['reference']),
    channel: String(row['channel']),
    language: String(row['language']),
    promise: (row['promise'] ?? undefined) as HubCase['promise'],
    contact,
    ...(row['transcript'] === 1 && { answers: JSON.parse(String(row['shared'])) as unknown }),
  };
}
