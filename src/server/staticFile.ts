import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'restify';
import { headerOf } from './http';

/** A file held in memory, ready to go out. */
export interface StaticFile {
  readonly type: string;
  readonly plain: Buffer;
  readonly gzip: Buffer;
  readonly etag: string;
}

/** Makes a file of its contents. `type`: its content type. */
export function staticFile(type: string, contents: Buffer | string): StaticFile {
  const plain = Buffer.from(contents);
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  return { type, plain, gzip: gzipSync(plain, { level: 9 }), etag };
}

/** Sends a file, or 304 to a client that has it. `maxAge`: seconds it may be used without asking. */
export function sendFile(req: Request, res: Response, file: StaticFile, maxAge: number): void {
  res.setHeader('Cache-Control', maxAge > 0 ? `public, max-age=${maxAge}` : 'no-cache');
  res.setHeader('ETag', file.etag);
  res.setHeader('Vary', 'Accept-Encoding, Origin');
  res.setHeader('Content-Type', file.type);
  // A proxy that compresses marks the tag as weak; the file is the same.
  const has = (headerOf(req, 'if-none-match') ?? '')
    .split(/, */)
    .some((tag) => tag.replace(/^W\//, '') === file.etag);
  if (has) return void res.send(304);
  const zipped = /\bgzip\b/.test(headerOf(req, 'accept-encoding') ?? '');
  if (zipped) res.setHeader('Content-Encoding', 'gzip');
  const body = zipped ? file.gzip : file.plain;
  res.setHeader('Content-Length', body.length);
  res.sendRaw(200, body);
}
