import { html } from '../web/html';
import type { OpenPage } from '../web/openPage';
import type { Words } from '../web/words';

/** What the sign-in form shows besides its fields. */
export interface SignInState {
  /** Where to go afterwards: a path of the console. */
  readonly next: string;
  /** What went wrong the last time, in words. */
  readonly fault?: string;
  readonly login?: string;
  readonly status?: number;
}

/** The door. One form, whatever the account: nobody learns from it who has an account or asks for codes. */
export function signInPage(words: Words, { next, fault, login = '', status = 401 }: SignInState): OpenPage {
  const title = words.say('console.sign_in.title');
  const main = html`<form class="panel narrow" method="post" action="/staff/sign-in">
    <h1>${title}</h1>
    ${fault !== undefined && html`<p class="fault" id="fault" role="alert">${fault}</p>`}
    <input type="hidden" name="next" value="${next}" />
    <label for="login">${words.say('console.sign_in.login')}</label>
    <input
      id="login"
      name="login"
      autocomplete="username"
      autocapitalize="none"
      spellcheck="false"
      required
      value="${login}"
    />
    <label for="password">${words.say('console.sign_in.password')}</label>
    <input id="password" name="password" type="password" autocomplete="current-password" required />
    <label for="code">${words.say('console.sign_in.code')}</label>
    <input
      id="code"
      name="code"
      inputmode="numeric"
      autocomplete="one-time-code"
      aria-describedby="code-hint"
      maxlength="10"
    />
    <p class="hint" id="code-hint">${words.say('console.sign_in.code_hint')}</p>
    <button class="main">${words.say('console.sign_in.enter')}</button>
  </form>`;
  return { title, main, status };
}

/** The path to go to afterwards, if it is one of the console; else its front. */
export function safeNext(next: string): string {
  return /^\/staff(\/[\w\-/]*)?$/.test(next) ? next : '/staff';
}
