import type { Request, Response } from 'restify';
import { codingOf, pack } from './coding';
import { varies } from './http';

/** Shorter answers fit one packet either way, and packing them costs more than it saves. */
const WORTH_PACKING = 700;

/**
 * Answers with JSON, packed where that is worth it. No page can make a browser send our tokens by itself, so the length
 * of a packed answer tells nobody anything about them.
 */
export async function sendJson(req: Request, res: Response, status: number, body: object): Promise<void> {
  const plain = Buffer.from(JSON.stringify(body));
  varies(res, 'Accept-Encoding');
  const coding = plain.length < WORTH_PACKING ? undefined : codingOf(req);
  if (coding) res.setHeader('Content-Encoding', coding);
  const sent = coding ? await pack(plain, coding, { once: false }) : plain;
  res.setHeader('Content-Type', 'application/json');
  res.setHeader('Content-Length', sent.length);
  res.sendRaw(status, sent);
}
