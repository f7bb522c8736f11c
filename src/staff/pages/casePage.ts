import type { PracticeProfile } from '../../content/profile';
import type { CaseFile, Note } from '../cases/readCases';
import { LONGEST_NOTE, RESOLUTIONS } from '../cases/workOnCase';
import { may } from '../permissions';
import type { Member } from '../types';
import { type Child, type Html, html } from '../web/html';
import type { Visit } from '../web/visit';
import { theirWords, type Words } from '../web/words';
import { whoItIs } from './bookingParts';
import { csrfField } from './layout';
import { channelName, languageName, promise, state, takeOn, whatItIs } from './queuePage';
import { sharedAnswers } from './sharedAnswers';

/** What a case's page shows. */
export interface CaseView {
  readonly file: CaseFile;
  readonly notes: readonly Note[];
  /** Everybody with an account, by id: who did what, and to whom it can be given. */
  readonly members: readonly (Member & { readonly active: boolean })[];
  readonly profile: PracticeProfile;
  /** Whether the second contact can be alerted. */
  readonly secondTold: boolean;
  /** The conversation, where it may be read or joined. */
  readonly conversation?: Html;
}

/** One case: what is known, what was noted, what can be done. */
export function casePage(visit: Visit, view: CaseView): Html {
  const { words } = visit;
  const { file } = view;
  return html`
    <p class="trail"><a href="/staff">${words.say('console.queue.title')}</a></p>
    <h1>${whatItIs(words, file)} <span class="ref">${file.reference}</span></h1>
    <div class="two">
      <div>
        ${view.conversation}
        <section class="panel" aria-labelledby="known" data-live="known">
          <h2 id="known">${words.say('console.case.known')}</h2>
          <dl>${facts(words, view)}</dl>
        </section>
        ${contact(words, file)} ${sharedAnswers(words, file.shared)}
        <section class="panel" aria-labelledby="notes">
          <h2 id="notes">${words.say('console.case.notes')}</h2>
          <div data-live="notes">${notes(words, view.notes)}</div>
          ${file.status !== 'closed' && noteForm(visit, file)}
        </section>
      </div>
      <aside class="panel" aria-labelledby="todo" data-live="todo">
        <h2 id="todo">${words.say('console.case.todo')}</h2>
        ${doing(visit, view)}
      </aside>
    </div>
  `;
}

function facts(words: Words, view: CaseView): Html[] {
  const { file, members } = view;
  const by = (id: string | undefined): string => members.find((one) => one.id === id)?.name ?? id ?? '';
  const fact = (name: string, child: Child): Html =>
    html`<div>
      <dt>${words.say(`console.fact.${name}`)}</dt>
      <dd>${child}</dd>
    </div>`;
  const { acknowledgedAt, closedAt, outcome, resolution, country } = file;
  return [
    fact('came', html`${words.moment(file.createdAt)} (${words.age(file.createdAt)})`),
    fact('promise', promise(words, file, view)),
    fact('state', state(words, file)),
    fact('channel', channelName(words, file.channel)),
    fact('language', languageName(words, file.language)),
    ...(country ? [fact('country', words.country(country))] : []),
    ...(outcome ? [fact('outcome', words.sayOr(`console.outcome.${outcome}`, outcome))] : []),
    ...(acknowledgedAt === undefined
      ? []
      : [fact('taken', html`${words.moment(acknowledgedAt)}, ${by(file.acknowledgedBy)}`)]),
    ...(closedAt === undefined
      ? []
      : [fact('closed', html`${words.moment(closedAt)}, ${by(file.closedBy)}`)]),
    ...(resolution ? [fact('resolution', words.sayOr(`console.resolution.${resolution}`, resolution))] : []),
  ];
}

/** How the visitor can be reached. */
function contact(words: Words, { contact: given, kind }: CaseFile): Html {
  const none = html`<p class="empty">${words.say(`console.case.no_contact_${kind}`)}</p>`;
  return html`<section class="panel" aria-labelledby="reach">
    <h2 id="reach">${words.say('console.case.reach')}</h2>
    ${given ? whoItIs(given) : none}
  </section>`;
}

function notes(words: Words, all: readonly Note[]): Html {
  if (all.length === 0) return html`<p class="empty">${words.say('console.case.no_notes')}</p>`;
  return html`<ol class="notes">
    ${all.map(
      ({ by, text, at }) =>
        html`<li>
          <p class="meta">${by}, ${words.moment(at)}</p>
          ${theirWords(text)}
        </li>`,
    )}
  </ol>`;
}

function noteForm({ words, session }: Visit, { reference }: CaseFile): Html {
  return html`<form method="post" action="/staff/cases/${reference}/note" class="stack">
    ${csrfField(session)}
    <label for="note">${words.say('console.case.add_note')}</label>
    <textarea id="note" name="note" rows="3" required maxlength="${LONGEST_NOTE}"></textarea>
    <button>${words.say('console.do.note')}</button>
  </form>`;
}

function doing(visit: Visit, view: CaseView): Html {
  const { words } = visit;
  const { file } = view;
  if (file.status === 'noted') return html`<p>${words.say('console.case.noted')}</p>`;
  if (file.status === 'closed') return reopen(visit, file);
  return html`
    ${file.status === 'open' && takeOn(visit, file)}
    ${file.status === 'open' && html`<p class="hint">${words.say('console.case.take_first')}</p>`}
    ${may(visit.member, 'assign') && assign(visit, view)}
    ${file.status === 'acknowledged' && close(visit, file)}
  `;
}

function assign({ words, session }: Visit, { file, members }: CaseView): Html {
  const option = (id: string, name: string): Html =>
    html`<option value="${id}" ${id === (file.assignedTo ?? '') && html`selected`}>${name}</option>`;
  return html`<form method="post" action="/staff/cases/${file.reference}/assign" class="stack">
    ${csrfField(session)}
    <label for="to">${words.say('console.case.assign')}</label>
    <select id="to" name="to">
      ${option('', words.say('console.case.nobody'))}
      ${members.filter(({ active }) => active).map(({ id, name }) => option(id, name))}
    </select>
    <button>${words.say('console.do.assign')}</button>
  </form>`;
}

function close({ words, session }: Visit, { reference }: CaseFile): Html {
  return html`<form method="post" action="/staff/cases/${reference}/close" class="stack">
    ${csrfField(session)}
    <label for="how">${words.say('console.case.close')}</label>
    <select id="how" name="how">
      ${RESOLUTIONS.map((id) => html`<option value="${id}">${words.say(`console.resolution.${id}`)}</option>`)}
    </select>
    <button>${words.say('console.do.close')}</button>
  </form>`;
}

function reopen({ words, session }: Visit, { reference }: CaseFile): Html {
  return html`<form method="post" action="/staff/cases/${reference}/reopen" class="stack">
    ${csrfField(session)}
    <button>${words.say('console.do.reopen')}</button>
  </form>`;
}
