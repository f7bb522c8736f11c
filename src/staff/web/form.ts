import type { Request } from 'restify';
import { TriageError } from '../../errors';
import { headerOf } from '../../server/http';

/** What a form sent. */
export class Form {
  constructor(private readonly fields: URLSearchParams) {}

  /** One field, trimmed; empty when it was not sent. Control signs but line ends are left out. */
  text(name: string, longest = 200): string {
    const value = (this.fields.get(name) ?? '').replace(/\r\n?/g, '\n').replace(/[^\P{C}\n\t]/gu, '');
    return value.trim().slice(0, longest);
  }

  /** One field as it is. */
  raw(name: string): string {
    return this.fields.get(name) ?? '';
  }
}

/** Reads the form of a request. @throws TriageError STAFF_FORM_INVALID for a body of another kind */
export function formOf(req: Request): Form {
  const kind = (headerOf(req, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  const body = req.body as unknown;
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : (body ?? '');
  if (kind !== 'application/x-www-form-urlencoded' || typeof text !== 'string')
    throw new TriageError('STAFF_FORM_INVALID', 'Send a form of this console.', { status: 415 });
  return new Form(new URLSearchParams(text));
}
