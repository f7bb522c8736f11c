import { createHash } from 'node:crypto';
import type { Response } from 'restify';
import type { Logger } from 'pino';
import type { Database } from '../storage/types';
import type { Sessions } from './accounts/sessions';

export interface LiveParts {
  readonly db: Pick<Database, 'query'>;
  readonly sessions: Sessions;
  readonly log: Logger;
  /** How often the store is looked at while somebody listens; ms. */
  readonly everyMs?: number;
}

interface Listener {
  readonly key: string;
  readonly res: Response;
}

const CHANGED = 'event: changed\ndata: {}\n\n';
const EVERY_MS = 1_500;
/** A line in between keeps proxies from closing what is quiet. */
const BEAT_EVERY = 15;

/**
 * Tells open pages that something changed (Server-Sent Events), and nothing more: the page then asks for its own parts,
 * by the same door as any other reader. A session that is over is told so, and the page leaves.
 */
export class Live {
  readonly #listeners = new Set<Listener>();
  #timer: NodeJS.Timeout | undefined;
  #seen: string | undefined;
  #round = 0;
  #looking = false;

  constructor(private readonly parts: LiveParts) {}

  /**
   * Keeps an answer open.
   * @param key  the session's
   * @param seen the {@link state} that the page was made in: what changed since then is told at once
   */
  listen(res: Response, key: string, seen: string | undefined): void {
    res.setHeader('Content-Type', 'text/event-stream');
    res.setHeader('X-Accel-Buffering', 'no');
    res.writeHead(200);
    res.write('retry: 3000\n\nevent: hello\ndata: {}\n\n');
    const listener = { key, res };
    this.#listeners.add(listener);
    res.on('close', () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#rest();
    });
    this.#timer ??= setInterval(() => void this.look(), this.parts.everyMs ?? EVERY_MS).unref();
    this.#seen ??= seen;
    if (seen !== this.#seen) res.write(CHANGED);
  }

  /** What differs whenever a page would: a hash over counts and latest changes, of no content. */
  async state(): Promise<string> {
    const rows = await this.parts.db.query(
      `SELECT 'cases' AS what, count(*) AS many, max(updated_at) AS latest FROM cases
        UNION ALL SELECT 'bookings', count(*), max(updated_at) FROM bookings
        UNION ALL SELECT 'letters', count(*), max(next_at) FROM deliveries WHERE last_error IS NOT NULL
        UNION ALL SELECT 'lines', count(*) + count(said_at), max(created_at) FROM live_lines
        UNION ALL SELECT 'in', count(*) + count(ended_at), max(started_at) FROM live_sessions
        UNION ALL SELECT 'dead', count(*), max(settled_at) FROM deliveries WHERE status = 'dead'`,
    );
    return createHash('sha256').update(JSON.stringify(rows)).digest('base64url').slice(0, 16);
  }

  /** Looks once: ends what is over, tells what is new. */
  async look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const [state] = await Promise.all([this.state(), this.#endOld()]);
      const changed = this.#seen !== undefined && this.#seen !== state;
      this.#seen = state;
      this.#round += 1;
      if (changed) this.#tell(CHANGED);
      else if (this.#round % BEAT_EVERY === 0) this.#tell(': still here\n\n');
    } catch (error) {
      this.parts.log.error({ err: error, code: 'STAFF_FAULT' }, 'live updates wait');
    } finally {
      this.#looking = false;
    }
  }

  /** Ends every open answer. */
  close(): void {
    for (const { res } of this.#listeners) res.end();
    this.#rest();
  }

  #rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#seen = undefined;
  }

  #tell(event: string): void {
    for (const { res } of this.#listeners) res.write(event);
  }

  async #endOld(): Promise<void> {
    for (const { key, res } of this.#listeners) {
      if (await this.parts.sessions.lasts(key)) continue;
      res.end('event: over\ndata: {}\n\n');
    }
  }
}
