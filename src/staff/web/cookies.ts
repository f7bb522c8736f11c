import type { Request, Response } from 'restify';
import { headerOf } from '../../server/http';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
/** A year: it says nothing about anybody. */
const LANGUAGE_S = 31_536_000;

/**
 * The cookies of the console. Over https the session's name starts with `__Host-`, which binds it to this host and
 * path; on this machine's own http address browsers would not take that, and it has a plain name.
 */
export class Cookies {
  readonly #secure: boolean;
  readonly #name: string;

  /** @param origin the origin by which the client calls us */
  constructor(origin: string) {
    this.#secure = origin.startsWith('https:');
    this.#name = this.#secure ? '__Host-staff' : 'staff';
  }

  /** Whether a session may be carried to an origin: encrypted, or on this machine. */
  static safeAt(origin: string): boolean {
    const { protocol, hostname } = new URL(origin);
    return protocol === 'https:' || LOOPBACK.has(hostname);
  }

  /** The value of the session's cookie. */
  session(req: Request): string | undefined {
    return valueOf(req, this.#name);
  }

  begin(res: Response, token: string): void {
    this.#set(res, `${this.#name}=${token}; HttpOnly`);
  }

  end(res: Response): void {
    this.#set(res, `${this.#name}=; HttpOnly; Max-Age=0`);
  }

  /** The language that somebody chose for the console. */
  language(req: Request): string | undefined {
    return valueOf(req, 'staff_language');
  }

  setLanguage(res: Response, language: string): void {
    this.#set(res, `staff_language=${language}; HttpOnly; Max-Age=${LANGUAGE_S}`);
  }

  #set(res: Response, cookie: string): void {
    const before = res.getHeader('Set-Cookie') as readonly string[] | string | undefined;
    const whole = `${cookie}; Path=/; SameSite=Strict${this.#secure ? '; Secure' : ''}`;
    res.setHeader('Set-Cookie', [before ?? [], whole].flat());
  }
}

function valueOf(req: Request, name: string): string | undefined {
  const pairs = (headerOf(req, 'cookie') ?? '').split(/; */).map((pair) => pair.split('='));
  return pairs.find(([key]) => key === name)?.[1];
}
