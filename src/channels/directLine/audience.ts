import type { Activity } from 'botbuilder';
import type { ActivityLog, LoggedActivity } from './activityLog';
import type { Aside, OutageBuffer } from './outageBuffer';
import type { Place } from './watermark';
import { watermarkOf } from './watermark';

/** What the audience needs of a WebSocket. */
export interface Listener {
  readonly bufferedAmount: number;
  send(text: string): void;
  close(code: number, reason: string): void;
}

const PAGE = 100;
/** Bytes that may wait for a slow reader before it is sent away; it comes back with its watermark. */
const MAX_WAITING = 1_000_000;
const PER_CONVERSATION = 8;
const RETRY_MS = 1_000;
const CODE_TRY_AGAIN = 1013;

/** One open stream: how far it has read, and whether a read is under way. */
interface Seat {
  readonly listener: Listener;
  place: Place;
  /** Ids it got aside; when they turn up in the log after all, they are not sent again. */
  readonly gotAside: Set<string>;
  reading: boolean;
  again: boolean;
  /** Comes back to a store that was down. */
  retry?: NodeJS.Timeout;
}

/**
 * Those who listen live. Each stream reads the log on from its own place, so that it gets everything once and in order,
 * whoever wrote it and whatever it missed. What was just filed is handed to a stream that has had everything before it.
 */
export class Audience {
  private readonly seats = new Map<string, Set<Seat>>();
  private poll: NodeJS.Timeout | undefined;

  /** @param pollMs how often a log that other processes write to is looked at while anyone listens; 0 for never */
  constructor(
    private readonly log: ActivityLog,
    private readonly outage: OutageBuffer,
    private readonly pollMs = log.engine === 'postgres' ? 500 : 0,
  ) {}

  /** Lets a stream listen from a place on. Returns how it leaves. */
  join(conversationId: string, listener: Listener, place: Place): () => void {
    const seat: Seat = { listener, place, gotAside: new Set(), reading: false, again: false };
    const row = this.seats.get(conversationId) ?? new Set<Seat>();
    this.seats.set(conversationId, row.add(seat));
    const [oldest] = row;
    if (oldest && row.size > PER_CONVERSATION) {
      // It does not count until it is gone: a dead line may take a minute for that.
      row.delete(oldest);
      oldest.listener.close(CODE_TRY_AGAIN, 'too many streams');
    }
    this.watch();
    for (const aside of this.outage.after(conversationId, place.aside)) sendAside(seat, aside);
    void this.read(conversationId, seat);
    return () => {
      row.delete(seat);
      if (row.size === 0 && this.seats.get(conversationId) === row) this.seats.delete(conversationId);
      this.watch();
    };
  }

  /** These were filed in a conversation, one after the other. */
  wake(conversationId: string, filed: readonly LoggedActivity[]): void {
    for (const seat of this.seats.get(conversationId) ?? []) {
      if (!seat.reading && filed[0]?.seq === seat.place.seq + 1) sendFiled(seat, filed);
      else void this.read(conversationId, seat);
    }
  }

  /** Shows an activity that is never filed, such as typing, to whoever listens now. */
  show(conversationId: string, activity: Partial<Activity>): void {
    for (const seat of this.seats.get(conversationId) ?? []) send(seat, [activity]);
  }

  /** Sends an activity that could not be filed; true when anyone listened. */
  aside(conversationId: string, aside: Aside): boolean {
    const row = this.seats.get(conversationId);
    for (const seat of row ?? []) sendAside(seat, aside);
    return row !== undefined;
  }

  /** Ends all streams. */
  close(code: number, reason: string): void {
    for (const row of this.seats.values()) for (const seat of row) seat.listener.close(code, reason);
    this.seats.clear();
    this.watch();
  }

  private async read(conversationId: string, seat: Seat): Promise<void> {
    seat.again = true;
    if (seat.reading) return;
    seat.reading = true;
    try {
      while (seat.again && this.seats.get(conversationId)?.has(seat)) {
        seat.again = await this.readPage(conversationId, seat);
      }
    } catch {
      // The store is down; whoever called it has logged that. This stream goes on where it stopped.
      clearTimeout(seat.retry);
      seat.retry = setTimeout(() => void this.read(conversationId, seat), RETRY_MS).unref();
    } finally {
      seat.reading = false;
    }
  }

  /** Sends what one query finds; true when there may be more. */
  private async readPage(conversationId: string, seat: Seat): Promise<boolean> {
    seat.again = false;
    const page = await this.log.after(conversationId, seat.place.seq, PAGE);
    sendFiled(seat, page);
    return seat.again || page.length === PAGE;
  }

  /** Polls while anyone listens, where other processes write too. */
  private watch(): void {
    if (this.seats.size === 0 || this.pollMs === 0) {
      clearTimeout(this.poll);
      this.poll = undefined;
    } else if (!this.poll) {
      this.poll = setTimeout(() => void this.look(), this.pollMs).unref();
    }
  }

  private async look(): Promise<void> {
    try {
      const lasts = await this.log.lastSeqs([...this.seats.keys()]);
      for (const [id, row] of this.seats) {
        for (const seat of row) if ((lasts.get(id) ?? 0) > seat.place.seq) void this.read(id, seat);
      }
    } catch {
      // The store is down: the next look finds what this one missed.
    } finally {
      this.poll = undefined;
      this.watch();
    }
  }
}

function sendAside(seat: Seat, { aside, activity }: Aside): void {
  seat.place = { ...seat.place, aside };
  if (activity.id !== undefined) seat.gotAside.add(activity.id);
  send(seat, [activity]);
}

function sendFiled(seat: Seat, filed: readonly LoggedActivity[]): void {
  const last = filed.at(-1);
  if (!last) return;
  seat.place = { ...seat.place, seq: last.seq };
  send(
    seat,
    filed.map((one) => one.activity).filter((activity) => !seat.gotAside.delete(activity.id ?? '')),
  );
}

function send(seat: Seat, activities: readonly Partial<Activity>[]): void {
  if (activities.length === 0) return;
  if (seat.listener.bufferedAmount > MAX_WAITING) seat.listener.close(CODE_TRY_AGAIN, 'reads too slowly');
  else seat.listener.send(JSON.stringify({ activities, watermark: watermarkOf(seat.place) }));
}
