import { timingSafeEqual } from 'node:crypto';
import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import type { Content } from '../../content/types';
import { TriageError } from '../../errors';
import { headerOf, serveGet } from '../../server/http';
import type { Origins } from '../../server/origins';
import { ConflictError } from '../../storage/conflictError';
import type { Database } from '../../storage/types';
import { anybody } from '../accounts/members';
import type { Sessions } from '../accounts/sessions';
import type { Audit } from '../audit';
import { nobodyPage } from '../pages/nobody';
import { problemPage } from '../pages/problem';
import { signInPage } from '../pages/signInPage';
import { may, type Permission } from '../permissions';
import type { Session } from '../types';
import { Cookies } from './cookies';
import { Form, formOf } from './form';
import { consoleHeaders } from './headers';
import { sendAnswer, sendPage } from './send';
import { Visit, type Answer } from './visit';
import { Words } from './words';

/** What the routes are made of. */
export interface RoutesParts {
  readonly server: Server;
  readonly origins: Origins;
  readonly content: Content;
  readonly db: Pick<Database, 'query'>;
  readonly sessions: Sessions;
  readonly audit: Audit;
  /** What an open page compares with, to know that something changed. */
  readonly state: () => Promise<string>;
  readonly now: () => number;
  readonly log: Logger;
}

/** Something that a member reads. It is recorded before it is answered. */
export interface ReadRoute {
  readonly may: Permission;
  /** `queue.read`; recorded with {@link subject}. */
  readonly action: string;
  /** What is read, from the path: `case/K7M4QD`. */
  readonly subject?: (visit: Visit) => string;
  readonly answer: (visit: Visit) => Promise<Answer>;
}

/** Something that a member does. What it writes goes through {@link Visit.write}, which records it. */
export interface WriteRoute {
  readonly may: Permission;
  readonly answer: (visit: Visit) => Promise<Answer>;
}

/** The console's routes. Each goes by the same door: a session, a permission, a form that is ours, a record. */
export class Routes {
  constructor(private readonly parts: RoutesParts) {}

  /** Something to read, for members who may. */
  get(path: string, route: ReadRoute): void {
    serveGet(this.parts.server, path, (req, res) =>
      this.guarded(req, res, async () => {
        // A page that looks by itself says so, and keeps nobody signed in.
        const session = await this.member(req, res, headerOf(req, 'x-staff-live') === undefined);
        if (!session) return;
        const visit = this.visit(req, res, session, new Form(new URLSearchParams()));
        if (!(await this.allowed(visit, route.may, route.action))) return;
        await visit.record(route.action, route.subject?.(visit));
        // Before the page is made: what changes meanwhile is then told, and not missed.
        const state = await this.parts.state();
        sendAnswer(visit, await route.answer(visit), this.parts.content, state);
      }),
    );
  }

  /** Something to do, for members who may. */
  post(path: string, route: WriteRoute): void {
    this.parts.server.post(path, async (req: Request, res: Response) =>
      this.guarded(req, res, async () => {
        const session = await this.member(req, res, true);
        if (!session) return;
        const visit = this.visit(req, res, session, formOf(req));
        if (this.foreign(req) || !sameText(visit.form.raw('csrf'), session.csrf)) {
          await visit.record('csrf.refused');
          return this.problem(req, res, 'console.problem.csrf', 403);
        }
        if (!(await this.allowed(visit, route.may, path.replace('/staff/', '')))) return;
        sendAnswer(visit, await route.answer(visit), this.parts.content);
      }),
    );
  }

  /** A route before the door: the sign-in form itself. Headers, the check of the form's origin and faults are the same. */
  open(path: string, answer: (req: Request, res: Response) => Promise<void>): void {
    this.parts.server.post(path, async (req: Request, res: Response) =>
      this.guarded(req, res, async () => {
        if (this.foreign(req)) return this.problem(req, res, 'console.problem.csrf', 403);
        await answer(req, res);
      }),
    );
  }

  /** The session of a request for something that is no page; answered with 401 when there is none. */
  async session(req: Request, res: Response): Promise<Session | undefined> {
    consoleHeaders(res);
    const session = await this.parts.sessions.find(this.cookies(req).session(req), false);
    if (!session) res.send(401);
    return session;
  }

  words(req: Request): Words {
    const { content, now } = this.parts;
    const wanted = [this.cookies(req).language(req), headerOf(req, 'accept-language')?.slice(0, 2)];
    const language = wanted.find((one) => one !== undefined && content.languages.includes(one));
    return new Words(content, language ?? content.languages[0] ?? 'en', now());
  }

  cookies(req: Request): Cookies {
    return new Cookies(this.parts.origins.own(req));
  }

  private visit(req: Request, res: Response, session: Session, form: Form): Visit {
    return new Visit(req, res, session, this.words(req), this.parts.audit, form);
  }

  /** The member who asks; where there is none, the door is shown and undefined returned. */
  private async member(req: Request, res: Response, used: boolean): Promise<Session | undefined> {
    const { db, sessions } = this.parts;
    const cookie = this.cookies(req).session(req);
    const session = await sessions.find(cookie, used);
    if (session) return session;
    const words = this.words(req);
    if (!(await anybody(db))) sendPage(res, words, nobodyPage(words));
    // A link in a mail comes from another site, and a strict cookie stays behind: asking once more brings it.
    else if (cookie === undefined && req.method === 'GET' && headerOf(req, 'sec-fetch-site') === 'cross-site')
      sendPage(res, words, { title: words.say('console.name'), again: true, status: 200 });
    else sendPage(res, words, signInPage(words, { next: req.method === 'GET' ? req.getPath() : '/staff' }));
    return undefined;
  }

  private async allowed(visit: Visit, permission: Permission, action: string): Promise<boolean> {
    if (may(visit.member, permission)) return true;
    await visit.record(`refused.${action}`);
    sendPage(visit.res, visit.words, problemPage(visit.words, 'console.problem.forbidden', 403));
    return false;
  }

  /** Headers first; nothing is served over a line that others can read; and a fault ends as a page. */
  private async guarded(req: Request, res: Response, work: () => Promise<void>): Promise<void> {
    consoleHeaders(res);
    try {
      if (!Cookies.safeAt(this.parts.origins.own(req))) this.problem(req, res, 'console.problem.https', 403);
      else await work();
    } catch (error) {
      if (error instanceof ConflictError) return this.problem(req, res, 'console.problem.conflict', 409);
      const status = error instanceof TriageError ? error.status : 500;
      if (status >= 500) this.parts.log.error({ err: error, code: 'STAFF_FAULT' }, 'the console failed');
      this.problem(req, res, problemOf(error, status), status);
    }
  }

  private problem(req: Request, res: Response, key: string, status: number): void {
    const words = this.words(req);
    if (!res.headersSent) sendPage(res, words, problemPage(words, key, status));
  }

  /** Whether a form was sent from somewhere else. Browsers name the page it came from. */
  private foreign(req: Request): boolean {
    return headerOf(req, 'origin') !== this.parts.origins.own(req);
  }
}

/** What went wrong, as far as it helps whoever reads it. */
function problemOf(error: unknown, status: number): string {
  const code = error instanceof TriageError ? error.code : '';
  if (code === 'BOOKING_GONE') return 'console.problem.taken';
  if (code === 'BOOKING_INVALID') return 'console.problem.entry';
  if (code === 'BOOKING_FIXED') return 'console.problem.fixed';
  return status === 503 ? 'console.problem.busy' : 'console.problem.fault';
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
