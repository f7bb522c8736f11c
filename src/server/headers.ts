import type { Next, Request, RequestHandler, Response } from 'restify';
import { headerOf } from './http';
import type { InlinedPage } from './inlined';
import type { Origins } from './origins';

const METHODS = 'GET, POST, OPTIONS';
const ALLOWED = 'Authorization, Content-Type, X-MS-Bot-Agent, X-Requested-With';

/** Headers of every answer; pages and scripts loosen them where they must. */
export function securityHeaders(origins: Origins): RequestHandler {
  return (_req, res, next) => {
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('Referrer-Policy', 'no-referrer');
    res.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
    res.setHeader('Cache-Control', 'no-store');
    if (origins.secure) res.setHeader('Strict-Transport-Security', 'max-age=31536000');
    next();
  };
}

/** Tells browsers which pages may read our answers, and answers their questions before a request. */
export function cors(origins: Origins): RequestHandler {
  return (req: Request, res: Response, next: Next) => {
    res.setHeader('Vary', 'Origin');
    const origin = origins.allowed(req);
    // Our own pages read our answers without being told that they may.
    if (origin !== undefined && origin !== origins.own(req)) {
      res.setHeader('Access-Control-Allow-Origin', origin);
      res.setHeader('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id');
    }
    const asks = req.method === 'OPTIONS' && headerOf(req, 'access-control-request-method') !== undefined;
    if (!asks) return next();
    if (origin !== undefined) {
      res.setHeader('Access-Control-Allow-Methods', METHODS);
      res.setHeader('Access-Control-Allow-Headers', ALLOWED);
      res.setHeader('Access-Control-Max-Age', '600');
    }
    res.send(204);
    next(false);
  };
}

/** The policy of our own pages: everything from here, and of what is inline only what we put in; framed only by the practice's pages. */
export function pagePolicy(
  origins: Origins,
  own: string,
  inline: Pick<InlinedPage, 'scripts' | 'styles'> = { scripts: [], styles: [] },
): string {
  const ancestors = ["'self'", ...origins.listed].join(' ');
  return [
    "default-src 'none'",
    ["script-src 'self'", ...inline.scripts].join(' '),
    ["style-src 'self'", ...inline.styles].join(' '),
    "img-src 'self' data:",
    // Older Safari does not take a WebSocket of the same origin for 'self'.
    `connect-src 'self' ${own.replace(/^http/, 'ws')}`,
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ');
}

/** The policy of a page that stands alone and asks only this server: nobody frames it, and nothing leads a click astray. */
export const alonePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
