import { html } from '../web/html';
import type { OpenPage } from '../web/openPage';
import type { Words } from '../web/words';

/** What went wrong, in a sentence, and the way back. */
export function problemPage(words: Words, key: string, status: number): OpenPage {
  const title = words.say('console.problem.title');
  const main = html`<div class="panel narrow">
    <h1>${title}</h1>
    <p>${words.say(key)}</p>
    <p><a href="/staff">${words.say('console.problem.back')}</a></p>
  </div>`;
  return { title, main, status };
}
