import type { Next, Request, RequestHandler, Response, Server } from 'restify';
import { plugins } from 'restify';
import { TriageError } from '../errors';
import { headerOf } from './http';
import { jsonDepth } from './jsonDepth';

const MAX_BODY = 256 * 1_024;
const MAX_DEPTH = 32;

/** Keeps out what could hurt, before anything reads it; then reads JSON bodies. */
export function guard(server: Server): void {
  server.pre(refuseBadAddresses, refuseEncodings, refuseLargeBodies);
  server.use(plugins.bodyReader({ maxBodySize: MAX_BODY }));
  server.use(refuseDeepJson);
  server.use(plugins.jsonBodyParser({ bodyReader: true, mapParams: false, reviver: withoutPrototypes }));
}

// An address that can not be read ends the whole process in restify's router. Two hosts are read one way by us and
// another way by a proxy.
function refuseBadAddresses(req: Request, res: Response, next: Next): void {
  if (isReadable(req) && (req.headersDistinct['host'] ?? []).length < 2) return next();
  const message = 'The address or the Host header of the request can not be read';
  refuse(res, next, new TriageError('ADDRESS_INVALID', message, { status: 400 }));
}

function isReadable(req: Request): boolean {
  try {
    return Boolean(req.getUrl());
  } catch {
    return false;
  }
}

// A body that says it is gzip and is not ends the whole process in restify's reader, so none is read.
function refuseEncodings(req: Request, res: Response, next: Next): void {
  if (headerOf(req, 'content-encoding') === undefined) return next();
  refuse(
    res,
    next,
    new TriageError('CONTENT_ENCODING', 'Send the body without a content encoding', { status: 415 }),
  );
}

function refuseLargeBodies(req: Request, res: Response, next: Next): void {
  if (Number(headerOf(req, 'content-length') ?? 0) <= MAX_BODY) return next();
  refuse(res, next, new TriageError('BODY_TOO_LARGE', 'The body is larger than 256 KB', { status: 413 }));
}

function refuse(res: Response, next: Next, error: TriageError): void {
  res.setHeader('Connection', 'close'); // the body stays unread, so nothing can follow it
  next(error);
}

function refuseDeepJson(req: Request, _res: Response, next: Next): void {
  const body = req.body as unknown;
  const deep = typeof body === 'string' && jsonDepth(body) > MAX_DEPTH;
  if (!deep) return next();
  next(new TriageError('JSON_TOO_DEEP', `JSON may be nested ${MAX_DEPTH} deep and no more`, { status: 400 }));
}

/** Drops the keys by which a careless merge would change every object of the process. */
function withoutPrototypes(key: string, value: unknown): unknown {
  return key === '__proto__' || key === 'constructor' || key === 'prototype' ? undefined : value;
}

/** For routes that take JSON alone: 415 for a body of another kind. */
export const jsonOnly: RequestHandler = (req, _res, next) => {
  const body = req.body as unknown;
  const unread = (typeof body === 'string' && body !== '') || Buffer.isBuffer(body);
  const other = unread || req.contentType() === 'multipart/form-data';
  if (!other) return next();
  next(new TriageError('JSON_ONLY', 'Send JSON (application/json)', { status: 415 }));
};

/** For routes that take a form alone: 415 for a body of another kind. Its fields as they stand in the body. */
export const formOnly: RequestHandler = (req, _res, next) => {
  const form = req.contentType() === 'application/x-www-form-urlencoded';
  if (form && typeof formText(req) === 'string') return next();
  next(
    new TriageError('FORM_ONLY', 'Send a form (application/x-www-form-urlencoded), as Twilio does', {
      status: 415,
    }),
  );
};

/** The body of a form, which the reader leaves unread: text, or bytes where no text type was named. */
export function formText(req: Request): unknown {
  const body = req.body as unknown;
  return Buffer.isBuffer(body) ? body.toString('utf8') : body;
}
