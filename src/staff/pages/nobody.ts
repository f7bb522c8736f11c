import { html } from '../web/html';
import type { OpenPage } from '../web/openPage';
import type { Words } from '../web/words';

const COMMAND = 'npm run staff:add -- LOGIN --role admin';

/** Where nobody has been added: how to add somebody, and nothing else. */
export function nobodyPage(words: Words): OpenPage {
  const title = words.say('console.name');
  const main = html`<div class="panel narrow">
    <h1>${words.say('console.nobody.title')}</h1>
    <p>${words.say('console.nobody.how')}</p>
    <pre><code>${COMMAND}</code></pre>
    <p>${words.say('console.nobody.why')}</p>
  </div>`;
  return { title, main, status: 200 };
}
