import type { Letter } from '../letters';
import { type Child, type Html, html } from '../web/html';
import type { Visit } from '../web/visit';
import { csrfField } from './layout';

const COLUMNS = ['letter', 'receiver', 'age', 'why', 'do'] as const;

/** Messages that did not reach their receiver, each with a way to try again. */
export function lettersPage(visit: Visit, letters: readonly Letter[]): Html {
  const { words } = visit;
  const head = COLUMNS.map((column) => html`<th scope="col">${words.say(`console.column.${column}`)}</th>`);
  const table = html`<table class="cards">
    <caption class="unseen">
      ${words.say('console.letters.title')}
    </caption>
    <thead>
      <tr>
        ${head}
      </tr>
    </thead>
    <tbody>
      ${letters.map((letter) => line(visit, letter))}
    </tbody>
  </table>`;
  return html`
    <h1>${words.say('console.letters.title')}</h1>
    <p class="lead">${words.say('console.letters.lead')}</p>
    <div data-live="letters">
      ${letters.length === 0 ? html`<p class="empty">${words.say('console.letters.none')}</p>` : table}
    </div>
  `;
}

function line(visit: Visit, letter: Letter): Html {
  const { words, session } = visit;
  const { id, topic, reference, receiver, attempts, reason, status } = letter;
  const cell = (column: (typeof COLUMNS)[number], child: Child): Html =>
    html`<td data-label="${words.say(`console.column.${column}`)}">${child}</td>`;
  const name = words.sayOr(`console.topic.${topic.replace('.', '_')}`, topic);
  return html`<tr class="${status}">
    <th scope="row">${name} <span class="meta">${reference}</span></th>
    ${cell('receiver', receiver)} ${cell('age', words.age(letter.at))}
    ${cell(
      'why',
      html`<span class="state ${status}">${words.say(`console.letters.${status}`)}</span>
        <span class="meta">${words.say('console.letters.attempts', { count: attempts, reason })}</span>`,
    )}
    ${cell(
      'do',
      html`<form method="post" action="/staff/letters/retry">
        ${csrfField(session)}<input type="hidden" name="letter" value="${id}" />
        <button>${words.say('console.do.retry')} <span class="unseen">${reference}</span></button>
      </form>`,
    )}
  </tr>`;
}
