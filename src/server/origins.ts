import type { Request } from 'restify';
import { headerOf } from './http';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Which web pages may talk to us, and by which name they call us. Our own pages always may; others are listed. On a
 * developer's machine `localhost` and `127.0.0.1` are the same place.
 */
export class Origins {
  private readonly publicUrl: URL | undefined;
  /** The listed origins as they stand in headers; `*` for any. */
  readonly listed: readonly string[];

  /**
   * @param publicUrl where the server is reached, `https://chat.example.org`; left out: as the client calls it
   * @param listed    origins of the practice's pages
   * @param proxied   whether a proxy of ours is in front, whose X-Forwarded-Proto can be believed
   */
  constructor(
    publicUrl: string | undefined,
    listed: readonly string[],
    private readonly proxied: boolean,
  ) {
    this.publicUrl = publicUrl === undefined ? undefined : new URL(publicUrl);
    this.listed = listed.map((origin) => (origin === '*' ? origin : new URL(origin).origin));
  }

  /** Whether the addresses that clients use are encrypted. */
  get secure(): boolean {
    return this.publicUrl?.protocol === 'https:';
  }

  /** The origin by which this client calls us. */
  own(req: Request): string {
    const scheme = this.proxied && headerOf(req, 'x-forwarded-proto') === 'https' ? 'https' : 'http';
    const name = `${scheme}://${headerOf(req, 'host') ?? ''}`;
    const called = URL.canParse(name) ? new URL(name) : undefined;
    if (!this.publicUrl) return called?.origin ?? 'http://localhost';
    const local = called && LOOPBACK.test(called.hostname) && LOOPBACK.test(this.publicUrl.hostname);
    return local ? called.origin : this.publicUrl.origin;
  }

  /** The request's origin when it comes from a page that may talk to us. */
  allowed(req: Request): string | undefined {
    const origin = headerOf(req, 'origin');
    if (origin === undefined) return undefined;
    const known = origin === this.own(req) || this.listed.includes(origin) || this.listed.includes('*');
    return known ? origin : undefined;
  }

  /** Whether a request comes from a page that may not talk to us. One from no page at all does not. */
  foreign(req: Request): boolean {
    if (headerOf(req, 'origin') !== undefined) return this.allowed(req) === undefined;
    return headerOf(req, 'sec-fetch-site') === 'cross-site' && !this.listed.includes('*');
  }
}
