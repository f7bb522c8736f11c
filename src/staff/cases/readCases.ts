import type { Contact } from '../../booking/types';
import { TIERS, rankOf, type Tier } from '../../crisis/types';
import type { Promised } from '../../handoff/types';
import type { Database, Row } from '../../storage/types';
import type { Member } from '../types';

/** A case as the queue shows it: ids, kinds and times. */
export interface CaseRow {
  readonly id: string;
  readonly reference: string;
  readonly kind: 'handoff' | 'escalation';
  readonly status: 'open' | 'acknowledged' | 'noted' | 'closed';
  readonly tier?: Tier;
  readonly channel: string;
  readonly language: string;
  readonly createdAt: number;
  readonly acknowledgedAt?: number;
  readonly acknowledgedBy?: string;
  /** Id of the member who works on it, and the name. */
  readonly assignedTo?: string;
  readonly assignedName?: string;
  /** The name that they left. */
  readonly name?: string;
  /** What the visitor did after crisis help. */
  readonly outcome?: string;
  /** What a visitor who asked for a person was promised, and when somebody is there (ms since 1970). */
  readonly promise?: Promised['kind'];
  readonly promisedAt?: number;
}

/** A case with everything that was left for staff. */
export interface CaseFile extends CaseRow {
  readonly country?: string;
  /** `<channel>/<user>`; never shown. */
  readonly visitor: string;
  /** Whether it came from a conversation that staff may be able to join. */
  readonly joinable: boolean;
  readonly contact?: Contact;
  /** Answers that the visitor agreed to share, by slot. */
  readonly shared: Readonly<Record<string, unknown>>;
  readonly closedAt?: number;
  readonly closedBy?: string;
  readonly resolution?: string;
}

export interface Note {
  readonly id: string;
  readonly by: string;
  readonly text: string;
  readonly at: number;
}

type Read = Pick<Database, 'query'>;

const SELECT = `SELECT c.*, m.name AS assigned_name FROM cases c LEFT JOIN staff_members m ON m.id = c.assigned_to`;
const PROMISES: ReadonlySet<string> = new Set<Promised['kind']>(['open', 'closed', 'none']);
const CLOSED_SHOWN = 200;

/** What waits: escalations first, the most urgent before others, what nobody has taken on before what somebody has, then by age. */
export async function readQueue(db: Read, member: Member): Promise<CaseRow[]> {
  const { sql, params } = seenBy(member);
  const rows = await db.query(`${SELECT} WHERE c.status IN ('open', 'acknowledged') ${sql}`, params);
  return rows.map(caseRow).sort(byUrgency);
}

/** What is done with, the latest first. */
export async function readClosed(db: Read, member: Member): Promise<CaseRow[]> {
  const { sql, params } = seenBy(member);
  const rows = await db.query(
    `${SELECT} WHERE c.status IN ('closed', 'noted') ${sql} ORDER BY c.updated_at DESC, c.id LIMIT ?`,
    [...params, CLOSED_SHOWN],
  );
  return rows.map(caseRow);
}

/** One case, if the member may see it. */
export async function readCase(db: Read, member: Member, reference: string): Promise<CaseFile | undefined> {
  const { sql, params } = seenBy(member);
  const [row] = await db.query(`${SELECT} WHERE c.reference = ? ${sql}`, [reference, ...params]);
  return row && caseFile(row);
}

/** What staff noted of a case, the oldest first. */
export async function readNotes(db: Read, caseId: string): Promise<Note[]> {
  const rows = await db.query(
    `SELECT n.id, n.text, n.created_at, m.name FROM case_notes n LEFT JOIN staff_members m ON m.id = n.member
      WHERE n.case_id = ? ORDER BY n.created_at, n.id`,
    [caseId],
  );
  return rows.map((row) => ({
    id: String(row['id']),
    by: String(row['name'] ?? ''),
    text: String(row['text']),
    at: Number(row['created_at']),
  }));
}

/** What a member sees: a clinician escalations and what is theirs, everybody else all. */
function seenBy({ id, role }: Member): { sql: string; params: string[] } {
  if (role !== 'clinician') return { sql: '', params: [] };
  return { sql: "AND (c.kind = 'escalation' OR c.assigned_to = ?)", params: [id] };
}

function byUrgency(a: CaseRow, b: CaseRow): number {
  return (
    Number(b.kind === 'escalation') - Number(a.kind === 'escalation') ||
    Number(a.status !== 'open') - Number(b.status !== 'open') ||
    rankOf(b.tier ?? 'none') - rankOf(a.tier ?? 'none') ||
    a.createdAt - b.createdAt
  );
}

function caseRow(row: Row): CaseRow {
  const tier = TIERS.find((one) => one === row['tier']);
  const name = contactOf(row)?.name;
  return {
    id: String(row['id']),
    reference: String(row['reference']),
    kind: row['kind'] as CaseRow['kind'],
    status: row['status'] as CaseRow['status'],
    channel: String(row['channel']),
    language: String(row['language']),
    createdAt: Number(row['created_at']),
    ...(tier !== undefined && { tier }),
    ...(name && { name }),
    ...number(row, 'acknowledged_at', 'acknowledgedAt'),
    ...text(row, 'acknowledged_by', 'acknowledgedBy'),
    ...text(row, 'assigned_to', 'assignedTo'),
    ...text(row, 'assigned_name', 'assignedName'),
    ...text(row, 'outcome', 'outcome'),
    ...(PROMISES.has(row['promise'] as string) && { promise: row['promise'] as Promised['kind'] }),
    ...number(row, 'promised_at', 'promisedAt'),
  };
}

function caseFile(row: Row): CaseFile {
  const contact = contactOf(row);
  return {
    ...caseRow(row),
    visitor: String(row['visitor']),
    joinable: row['conversation'] !== null,
    shared: JSON.parse(String(row['shared'])) as Record<string, unknown>,
    ...(contact && { contact }),
    ...text(row, 'country', 'country'),
    ...number(row, 'closed_at', 'closedAt'),
    ...text(row, 'closed_by', 'closedBy'),
    ...text(row, 'resolution', 'resolution'),
  };
}

function contactOf(row: Row): Contact | undefined {
  return (JSON.parse(String(row['details'])) as { contact?: Contact }).contact;
}

function text<K extends string>(row: Row, column: string, name: K): { readonly [key in K]?: string } {
  const value = row[column];
  return (typeof value === 'string' && value !== '' ? { [name]: value } : {}) as { [key in K]?: string };
}

function number<K extends string>(row: Row, column: string, name: K): { readonly [key in K]?: number } {
  const value = row[column];
  return (typeof value === 'number' ? { [name]: value } : {}) as { [key in K]?: number };
}
