import type { BookingPageTimes, BookingPageView } from './bookingConfig';
import { request } from './http';

const KEY = 'triage.booking';
/** `#<language>.<token>`, where the token is a JWT. */
const LINK = /^#?([a-z]{2})\.([\w-]+\.[\w-]+\.[\w-]+)$/;

/** What the page asks of the server, with the token of its link in the body of each request. */
export class BookingClient {
  private constructor(
    private readonly token: string,
    /** The language of the mail that the link stood in. */
    readonly language: string | undefined,
  ) {}

  /** Reads the link out of the address and takes it away from there; a reload of the tab finds it again. */
  static fromAddress(): BookingClient | undefined {
    const link = LINK.exec(location.hash) ?? LINK.exec(remembered());
    if (!link) return undefined;
    remember(link[0]);
    if (location.hash !== '') history.replaceState(null, '', location.pathname);
    return new BookingClient(link[2] ?? '', link[1]);
  }

  see(language: string): Promise<BookingPageView> {
    return this.ask('see', { language });
  }

  /** @param on the one day whose times are wanted, of those that an earlier answer named */
  times(language: string, skip: number, on?: string): Promise<BookingPageTimes> {
    return this.ask('times', { language, skip, on });
  }

  move(language: string, choice: string): Promise<BookingPageView> {
    return this.ask('move', { language, choice });
  }

  act(what: 'cancel' | 'accept' | 'decline', language: string): Promise<BookingPageView> {
    return this.ask(what, { language });
  }

  calendar(): Promise<{ name: string; text: string }> {
    return this.ask('calendar', {});
  }

  private ask<T>(path: string, asked: object): Promise<T> {
    return request<T>('POST', `/booking/${path}`, undefined, { token: this.token, ...asked });
  }
}

function remembered(): string {
  try {
    return sessionStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

function remember(link: string): void {
  try {
    sessionStorage.setItem(KEY, link);
  } catch {
    // Without storage the page works until it is reloaded.
  }
}
