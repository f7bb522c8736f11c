import type { Request, Response } from 'restify';
import type { Row, Statement } from '../../storage/types';
import { pathParam, queryParam } from '../../server/http';
import type { Audit } from '../audit';
import type { Member, Session } from '../types';
import type { Form } from './form';
import type { Html } from './html';
import type { Words } from './words';

/** What a route answers: a page, another address to go to, a file to keep; undefined: there is no such thing. */
export type Answer =
  | { readonly title: string; readonly main: Html; readonly status?: number; readonly live?: boolean }
  | { readonly goTo: string }
  | { readonly file: string; readonly csv: string }
  | undefined;

/** One request of a member who is signed in. */
export class Visit {
  constructor(
    readonly req: Request,
    readonly res: Response,
    readonly session: Session,
    readonly words: Words,
    private readonly audit: Audit,
    readonly form: Form,
  ) {}

  get member(): Member {
    return this.session.member;
  }

  /** A part of the path. */
  param(name: string): string {
    return pathParam(this.req, name);
  }

  /** A parameter of the query; short, and without control signs. */
  query(name: string): string | undefined {
    return queryParam(this.req, name)?.replace(/\p{C}/gu, '').slice(0, 100);
  }

  /** Writes, and records who wrote what, in one transaction: the only way by which a page changes anything. */
  write(action: string, subject: string, statements: readonly Statement[]): Promise<Row[][]> {
    return this.audit.record({ member: this.member.id, action, subject }, statements);
  }

  /** Records what is about to be shown, or done by others in a transaction of their own. */
  async record(action: string, subject = ''): Promise<void> {
    await this.audit.record({ member: this.member.id, action, subject });
  }
}
