import type { Params } from '../../content/message';
import type { Content } from '../../content/types';
import { spanOf } from './span';
import { Html, escaped, html } from './html';

/** What a page says, in the language of who reads it, with times on the practice's clock. */
export class Words {
  readonly #locale: string;
  readonly #zone: string;

  constructor(
    private readonly content: Content,
    readonly language: string,
    readonly now: number,
  ) {
    this.#locale = `${language}-${content.profile.country}`;
    this.#zone = content.profile.timeZone;
  }

  /** The words of a key. */
  say(key: string, params: Params = {}): string {
    return this.content.text(key, this.language, params);
  }

  /** The words of a key, or what stands in their place where there are none: an id that came from elsewhere. */
  sayOr(key: string, otherwise: string): string {
    return this.content.has(key) ? this.say(key) : otherwise;
  }

  /** A moment, short: "Mon, Nov 23, 12:03 PM". */
  moment(at: number): Html {
    return this.#time(at, {
      weekday: 'short',
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
    });
  }

  /** The day of a moment, short: "Mon, Nov 23". */
  day(at: number): Html {
    return this.#time(at, { weekday: 'short', month: 'short', day: 'numeric' });
  }

  /** The time of day of a moment. */
  clock(at: number): Html {
    return this.#time(at, { hour: 'numeric', minute: '2-digit' });
  }

  /** A calendar date (`2026-11-23`) in full. */
  date(date: string): string {
    const format: Intl.DateTimeFormatOptions = {
      weekday: 'long',
      month: 'long',
      day: 'numeric',
      year: 'numeric',
    };
    return plain(
      new Intl.DateTimeFormat(this.#locale, { ...format, timeZone: 'UTC' }).format(Date.parse(date)),
    );
  }

  /** A country's name (ISO 3166 alpha-2). */
  country(code: string): string {
    if (!/^[A-Z]{2}$/.test(code)) return code;
    return new Intl.DisplayNames(this.language, { type: 'region' }).of(code) ?? code;
  }

  /** How long ago: "12 min". An open page counts on by itself. */
  age(at: number): Html {
    const iso = new Date(at).toISOString();
    return html`<time datetime="${iso}" data-age>${spanOf(Math.max(0, this.now - at), this.language)}</time>`;
  }

  #time(at: number, parts: Intl.DateTimeFormatOptions): Html {
    const words = new Intl.DateTimeFormat(this.#locale, { ...parts, timeZone: this.#zone }).format(at);
    return html`<time datetime="${new Date(at).toISOString()}">${plain(words)}</time>`;
  }
}

/** Words that somebody outside wrote: as text, line ends kept, and unable to turn round what stands beside it. */
export function theirWords(text: string): Html {
  return new Html(`<bdi class="theirs">${escaped(text)}</bdi>`);
}

function plain(words: string): string {
  return words.replace(/[\u00a0\u202f]/g, ' ');
}
