import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { readAddress } from '../../handoff/addresses';
import { CarrierError } from '../../handoff/carrier';
import type { Letter } from '../../handoff/carrier';
import { SAY_AT_MOST } from '../../handoff/live';
import type { HandedBack, Joined, Live, LiveView, StaffMember, Written } from '../../handoff/live';
import {
  addLine,
  arrived,
  beginSession,
  endSession,
  idleSince,
  liveCase,
  staffOf,
  tellHub,
  tellVisitor,
} from '../../handoff/liveStore';
import { readLive } from '../../handoff/readLive';
import type { Transcript } from '../../handoff/readLive';
import type { Database } from '../../storage/types';
import type { Lanes } from '../lanes';
import type { Proactive } from '../proactive';
import type { Logic } from '../turnRunner';
import { changeConversation } from './changeConversation';

/** What the live desk is made of. */
export interface LiveDeskParts {
  readonly db: Database;
  readonly lanes: Lanes;
  readonly proactive: Proactive;
  /** Says what waits for the visitor, as a turn. */
  readonly tell: (occasion: string) => Logic;
  readonly transcript: Transcript;
  readonly idleMinutes: number;
  readonly now: () => number;
  readonly log: Logger;
  /** How often sessions are looked through for idle ones; ms. */
  readonly everyMs?: number;
}

const EVERY_MS = 10_000;

/**
 * Staff in visitors' conversations. Who is in stands in the conversation's document, changed under the guard of its
 * turns; what is said goes through the outbox and becomes a turn of the conversation. So everything holds in every
 * process on the store, and nothing here waits for a channel.
 */
export class LiveDesk implements Live {
  readonly #timer: NodeJS.Timeout;
  #sweeping: Promise<void> | undefined;

  /** Looks for idle sessions until {@link stop}. */
  constructor(private readonly parts: LiveDeskParts) {
    this.#timer = setInterval(() => void this.sweep(), parts.everyMs ?? EVERY_MS).unref();
  }

  /** @inheritdoc */
  async join(caseId: string, staff: StaffMember, { hub = false } = {}): Promise<Joined> {
    const { db, proactive, now } = this.parts;
    const found = await liveCase(db, caseId);
    if (!found) return { outcome: 'impossible', why: 'unknown' };
    const address = found.conversation && (await readAddress(db, found.conversation));
    if (!address) return { outcome: 'impossible', why: 'gone' };
    const { conversation: where } = address.reference as { conversation?: { isGroup?: boolean } };
    if (where?.isGroup === true) return { outcome: 'impossible', why: 'group' };
    if (!(await proactive.reaches(address))) return { outcome: 'impossible', why: 'unreachable' };
    const { conversation } = address;
    const joined = await changeConversation<Joined>(this.parts, conversation, (state, work) => {
      const { live } = state;
      if (live && !live.ended) {
        return live.staff.id === staff.id ? { outcome: 'joined' } : { outcome: 'taken', by: live.staff };
      }
      const [session, at] = [randomUUID(), now()];
      state.live = { session, caseId, staff, ...(hub && { hub }), idleFrom: at };
      work.stage(
        beginSession({ id: session, conversation, caseId, staff, hub }, at),
        addLine({ id: randomUUID(), conversation, session, kind: 'joined', staff, at }),
        tellVisitor(caseId, at),
      );
      return { outcome: 'joined' };
    });
    return joined ?? { outcome: 'impossible', why: 'gone' };
  }

  /** @inheritdoc */
  async say(caseId: string, staff: StaffMember, message: { id: string; text: string }): Promise<Written> {
    const { db, now } = this.parts;
    const text = message.text.trim();
    if (text === '' || text.length > SAY_AT_MOST) return { outcome: 'refused' };
    const { conversation } = (await liveCase(db, caseId)) ?? {};
    if (conversation === undefined) return { outcome: 'not_in' };
    const said = await changeConversation<Written>(this.parts, conversation, async (state, work) => {
      const { live } = state;
      if (!live || live.ended || live.staff.id !== staff.id) return { outcome: 'not_in' };
      const id = `${live.session}/${message.id}`;
      const known = await db.query('SELECT id FROM live_lines WHERE id = ?', [id]);
      if (known.length > 0) return { outcome: 'done' };
      const at = now();
      live.idleFrom = at;
      live.waiting = false;
      work.stage(
        addLine({ id, conversation, session: live.session, kind: 'staff', staff, text, at }),
        idleSince(live.session, at),
        tellVisitor(caseId, at),
      );
      return { outcome: 'done' };
    });
    return said ?? { outcome: 'not_in' };
  }

  /** @inheritdoc */
  read(caseId: string, after = 0): Promise<LiveView> {
    return readLive({ ...this.parts, idleMs: this.#idleMs }, caseId, after);
  }

  /** @inheritdoc */
  async leave(caseId: string, staff: StaffMember, { own = false } = {}): Promise<Written> {
    const { conversation } = (await liveCase(this.parts.db, caseId)) ?? {};
    if (conversation === undefined) return { outcome: 'not_in' };
    const result = await this.#handBack(conversation, 'left', own ? { staff: staff.id } : {});
    return { outcome: result === 'done' ? 'done' : 'not_in' };
  }

  /** @inheritdoc */
  async active() {
    const rows = await this.parts.db.query(
      'SELECT case_id, staff_id, staff_name, started_at FROM live_sessions WHERE ended_at IS NULL ORDER BY started_at',
    );
    return rows.map((row) => ({
      ...{ caseId: String(row['case_id']), staff: staffOf(row), since: Number(row['started_at']) },
    }));
  }

  /** Nobody could be found after all: the visitor is told, unless somebody else is in. */
  async failed(caseId: string, staff: StaffMember): Promise<void> {
    const { conversation } = (await liveCase(this.parts.db, caseId)) ?? {};
    if (conversation === undefined) return;
    if ((await this.#handBack(conversation, 'failed', { staff: staff.id })) === 'done') return;
    const id = `${caseId}/failed`;
    await changeConversation(this.parts, conversation, async ({ live }, work) => {
      const known = await this.parts.db.query('SELECT id FROM live_lines WHERE id = ?', [id]);
      if (live || known.length > 0) return;
      const at = this.parts.now();
      const line = { id, conversation, session: caseId, kind: 'left', note: 'failed', at } as const;
      work.stage(addLine(line), tellVisitor(caseId, at));
    });
  }

  /** Hands back what has been idle for too long. Never rejects. */
  sweep(): Promise<void> {
    this.#sweeping ??= this.#sweep().finally(() => {
      this.#sweeping = undefined;
    });
    return this.#sweeping;
  }

  /** Brings what waits to the visitor of a case: a letter of the outbox, tried again until the channel takes it. */
  async bring({ id: occasion, at, facts }: Letter): Promise<void> {
    const { db, proactive, tell, now } = this.parts;
    // Words of a talk that is long over are worse than none; the next turn of the conversation says what still counts.
    if (now() - at > this.#idleMs) return;
    const { conversation } = (await liveCase(db, facts.case ?? '')) ?? {};
    if (conversation === undefined) return;
    const result = await proactive.turn(conversation, occasion, tell(occasion));
    if (result === 'unreachable') throw new CarrierError('unreachable');
    if (result === 'done') await db.transaction([arrived(occasion, now())]);
  }

  /** Looks for nothing more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  get #idleMs(): number {
    return this.parts.idleMinutes * 60_000;
  }

  async #sweep(): Promise<void> {
    const { db, now, log } = this.parts;
    try {
      const rows = await db.query(
        'SELECT conversation, id FROM live_sessions WHERE ended_at IS NULL AND idle_from <= ?',
        [now() - this.#idleMs],
      );
      for (const row of rows) {
        const [conversation, session] = [String(row['conversation']), String(row['id'])];
        const result = await this.#handBack(conversation, 'idle', { session });
        // The conversation knows nothing of it any more: its document was deleted.
        if (result === 'not_in') await db.transaction([endSession(session, 'idle', now())]);
      }
    } catch (error) {
      log.error({ err: error, code: 'LIVE_FAULT' }, 'idle conversations were not handed back');
    }
  }

  /** @param only the session, or whose session, is meant; left out: whichever is there */
  async #handBack(
    conversation: string,
    why: HandedBack,
    only: { readonly session?: string; readonly staff?: string },
  ): Promise<'done' | 'not_in' | 'not_idle'> {
    const { now } = this.parts;
    const result = await changeConversation(this.parts, conversation, ({ live }, work) => {
      if (!live || live.ended) return 'not_in';
      if (only.session !== undefined && live.session !== only.session) return 'not_in';
      if (only.staff !== undefined && live.staff.id !== only.staff) return 'not_in';
      const at = now();
      if (why === 'idle' && at - live.idleFrom < this.#idleMs) return 'not_idle';
      live.ended = why;
      const { session, staff, caseId, hub } = live;
      work.stage(
        endSession(session, why, at),
        addLine({ id: randomUUID(), conversation, session, kind: 'left', staff, note: why, at }),
        tellVisitor(caseId, at),
        ...(hub ? [tellHub(caseId, at)] : []),
      );
      return 'done';
    });
    return result ?? 'not_in';
  }
}
