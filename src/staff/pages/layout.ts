import { may, type Permission } from '../permissions';
import type { Session } from '../types';
import { type Html, html } from '../web/html';
import type { Words } from '../web/words';

/** A whole page. Without a session it is the door: no ways to go and nobody to sign out. */
export interface Page {
  readonly words: Words;
  readonly title: string;
  readonly main: Html;
  readonly session?: Session;
  readonly practice?: string;
  /** The page follows what happens after this state, part by part: what is marked `data-live`. */
  readonly follow?: string;
}

const WAYS: readonly { readonly to: string; readonly key: string; readonly may: Permission }[] = [
  { to: '/staff', key: 'console.nav.queue', may: 'cases' },
  { to: '/staff/bookings', key: 'console.nav.bookings', may: 'bookings' },
  { to: '/staff/letters', key: 'console.nav.letters', may: 'letters' },
  { to: '/staff/audit', key: 'console.nav.audit', may: 'audit' },
];

/** The page around what a route shows. */
export function layout({ words, title, main, session, practice = '', follow }: Page): Html {
  const shown = practice ? `${title} · ${practice}` : title;
  return html`<!doctype html>
    <html lang="${words.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${shown}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/staff/console.css" />
        <script src="/staff/console.js" defer></script>
      </head>
      <body class="${session ? 'inside' : 'door'}" ${follow !== undefined && html`data-follow="${follow}"`}>
        <a class="skip" href="#main">${words.say('console.skip')}</a>
        ${session && top(words, session, practice)}
        <main id="main" tabindex="-1">${main}</main>
        ${session && bottom(words, session)}
      </body>
    </html>`;
}

/** The hidden field that every form carries. */
export function csrfField({ csrf }: Session): Html {
  return html`<input type="hidden" name="csrf" value="${csrf}" />`;
}

function top(words: Words, session: Session, practice: string): Html {
  const ways = WAYS.filter(({ may: permission }) => may(session.member, permission));
  return html`<header class="top">
    <a class="brand" href="/staff">${practice}</a>
    <nav aria-label="${words.say('console.nav.label')}">
      <ul>
        ${ways.map(({ to, key }) => html`<li><a href="${to}" data-way>${words.say(key)}</a></li>`)}
      </ul>
    </nav>
    <p class="whoami">${session.member.name}</p>
    <form method="post" action="/staff/sign-out">
      ${csrfField(session)}<button class="plain">${words.say('console.sign_out')}</button>
    </form>
  </header>`;
}

function bottom(words: Words, session: Session): Html {
  const other = words.language === 'es' ? 'en' : 'es';
  return html`<footer class="bottom">
    <form method="post" action="/staff/language">
      ${csrfField(session)}
      <input type="hidden" name="language" value="${other}" />
      <button class="plain" lang="${other}">${words.say(`console.language.${other}`)}</button>
    </form>
    <p>${words.say('console.privacy')}</p>
  </footer>`;
}
