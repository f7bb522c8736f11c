import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Logger } from 'pino';
import type { Server } from 'restify';
import { createStaffDiary } from '../booking/createStaffDiary';
import type { BookingSystem } from '../booking/systems/bookingSystem';
import type { Content } from '../content/types';
import type { Live } from '../handoff/live';
import { queryParam, serveGet } from '../server/http';
import type { Origins } from '../server/origins';
import { sendFile, staticFile } from '../server/staticFile';
import type { Database } from '../storage/types';
import { Attempts } from './accounts/attempts';
import { Sessions } from './accounts/sessions';
import { Audit } from './audit';
import { Live as LiveUpdates } from './live';
import { auditRoutes } from './routes/auditRoutes';
import { bookingRoutes } from './routes/bookingRoutes';
import { caseRoutes } from './routes/caseRoutes';
import { diaryRoutes } from './routes/diaryRoutes';
import { doorRoutes } from './routes/doorRoutes';
import { letterRoutes } from './routes/letterRoutes';
import { queueRoutes } from './routes/queueRoutes';
import { talkRoutes } from './routes/talkRoutes';
import type { AlertReach } from './routes/types';
import { Routes } from './web/routes';

/** What the console is made of. */
export interface ConsoleParts {
  readonly content: Content;
  readonly db: Database;
  /** The system that has the last word about times, where the practice has one. */
  readonly system?: BookingSystem | undefined;
  /** How staff join a visitor's conversation. */
  readonly live: Live;
  readonly alerts: AlertReach;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Logger;
  /** Folder of the built style sheet and script. */
  readonly files: string;
  /** Proxies of ours in front of the server; 0 for none. */
  readonly trustProxy: number;
}

const FILES = {
  '/staff/console.css': 'text/css; charset=utf-8',
  '/staff/console.js': 'text/javascript; charset=utf-8',
};

/**
 * The staff console at `/staff`, to be mounted on the server; returns what ends the answers that stay open. Pages are
 * given a store that can only be read: what they write goes through the audit.
 */
export function createConsole(parts: ConsoleParts) {
  const { content, db, system, live, alerts, now, log, files, trustProxy } = parts;
  const sessions = new Sessions(db, now);
  const audit = new Audit(db, now);
  const diary = createStaffDiary({ profile: content.profile, db, now, system });
  const updates = new LiveUpdates({ db, sessions, log });
  return (server: Server, { origins }: { readonly origins: Origins }): (() => void) => {
    const state = () => updates.state();
    const routes = new Routes({ server, origins, content, db, sessions, audit, state, now, log });
    const reads = { routes, content, db: { query: db.query.bind(db) }, audit, alerts, now };
    serveFiles(server, files);
    doorRoutes({ routes, db, sessions, audit, attempts: new Attempts(db, now), now, trustProxy });
    queueRoutes(reads);
    caseRoutes({ ...reads, live });
    talkRoutes({ ...reads, live });
    bookingRoutes({ ...reads, diary });
    diaryRoutes({ ...reads, diary });
    letterRoutes(reads);
    auditRoutes(reads);
    server.get('/staff/live', async (req, res) => {
      const session = await routes.session(req, res);
      if (session) updates.listen(res, session.key, queryParam(req, 'seen'));
    });
    return () => updates.close();
  };
}

function serveFiles(server: Server, folder: string): void {
  for (const [address, type] of Object.entries(FILES)) {
    const path = join(folder, basename(address));
    if (!existsSync(path)) continue;
    const file = staticFile(type, readFileSync(path));
    serveGet(server, address, async (req, res) => sendFile(req, res, file, 0));
  }
}
