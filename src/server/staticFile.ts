import { createHash } from 'node:crypto';
import type { Request, Response } from 'restify';
import { codingOf, pack } from './coding';
import type { Coding } from './coding';
import { headerOf, varies } from './http';

/** A file held in memory, ready to go out. */
export interface StaticFile {
  readonly type: string;
  readonly plain: Buffer;
  /** The file in a coding, packed when it is first asked for. */
  readonly packed: (coding: Coding) => Promise<Buffer>;
  readonly etag: string;
}

/** Makes a file of its contents. `type`: its content type. */
export function staticFile(type: string, contents: Buffer | string): StaticFile {
  const plain = Buffer.from(contents);
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 12)}"`;
  const made = new Map<Coding, Promise<Buffer>>();
  const packed = (coding: Coding): Promise<Buffer> => {
    const body = made.get(coding) ?? pack(plain, coding, { once: true });
    made.set(coding, body);
    return body;
  };
  return { type, plain, packed, etag };
}

/** What is the same for everybody is no fault to report. */
const NEEDLESS = ['X-Request-Id', 'Access-Control-Expose-Headers'];
/** Policies are for what may be opened as a document: scripts, style sheets and JSON may not. */
const POLICIES = ['Content-Security-Policy', 'Referrer-Policy'];
const DOCUMENT = /html|svg/;

/** Sends a file, or 304 to a client that has it. `maxAge`: seconds it may be used without asking. */
export async function sendFile(req: Request, res: Response, file: StaticFile, maxAge: number): Promise<void> {
  res.setHeader('Cache-Control', maxAge > 0 ? `public, max-age=${maxAge}` : 'no-cache');
  res.setHeader('ETag', file.etag);
  varies(res, 'Accept-Encoding');
  res.setHeader('Content-Type', file.type);
  for (const name of NEEDLESS) res.removeHeader(name);
  if (!DOCUMENT.test(file.type)) for (const name of POLICIES) res.removeHeader(name);
  // A proxy that compresses marks the tag as weak; the file is the same.
  const has = (headerOf(req, 'if-none-match') ?? '')
    .split(/, */)
    .some((tag) => tag.replace(/^W\//, '') === file.etag);
  if (has) return void res.send(304);
  const coding = codingOf(req);
  if (coding) res.setHeader('Content-Encoding', coding);
  const body = coding ? await file.packed(coding) : file.plain;
  res.setHeader('Content-Length', body.length);
  res.sendRaw(200, body);
}
