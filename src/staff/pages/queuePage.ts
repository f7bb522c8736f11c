import type { PracticeProfile } from '../../content/profile';
import { promisedBy } from '../cases/promise';
import type { CaseRow } from '../cases/readCases';
import { may } from '../permissions';
import { type Child, type Html, html } from '../web/html';
import type { Visit } from '../web/visit';
import { theirWords, type Words } from '../web/words';
import { csrfField } from './layout';

const MINUTE = 60_000;

/** What the queue shows. */
export interface QueueView {
  readonly rows: readonly CaseRow[];
  readonly profile: PracticeProfile;
  /** Whether the second contact can be alerted. */
  readonly secondTold: boolean;
  /** Which of the two lists it is. */
  readonly shown: 'waiting' | 'closed';
  /** What stands above it: dead letters, help lines to check. */
  readonly warnings: readonly Html[];
}

/** What waits, or what is done with. */
export function queuePage(visit: Visit, view: QueueView): Html {
  const { words } = visit;
  const escalations = view.rows.filter(({ kind }) => kind === 'escalation');
  const handoffs = view.rows.filter(({ kind }) => kind === 'handoff');
  return html`
    <h1>${words.say('console.queue.title')}</h1>
    ${view.warnings} ${tabs(visit, view.shown)}
    <div data-live="queue">
      ${section(visit, view, 'escalation', escalations)} ${section(visit, view, 'handoff', handoffs)}
    </div>
  `;
}

function tabs({ words, member }: Visit, shown: QueueView['shown']): Html {
  const tab = (id: QueueView['shown'], to: string): Html =>
    html`<li>
      <a href="${to}" ${id === shown && html`aria-current="page"`}>${words.say(`console.queue.${id}`)}</a>
    </li>`;
  return html`<ul class="tabs">
    ${tab('waiting', '/staff')}${tab('closed', '/staff?show=closed')}
    ${may(member, 'export') && html`<li><a href="/staff/export/cases.csv" download>${words.say('console.export')}</a></li>`}
  </ul>`;
}

function section(visit: Visit, view: QueueView, kind: CaseRow['kind'], rows: readonly CaseRow[]): Html {
  const { words } = visit;
  const title = words.say(`console.kind.${kind}s`);
  const body =
    rows.length === 0
      ? html`<p class="empty">${words.say(`console.queue.none_${view.shown}`)}</p>`
      : html`<table class="cards">
          <caption class="unseen">
            ${title}
          </caption>
          <thead>
            <tr>
              ${COLUMNS.map((column) => html`<th scope="col">${words.say(`console.column.${column}`)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map((row) => line(visit, view, row))}
          </tbody>
        </table>`;
  return html`<section class="block" aria-labelledby="${kind}s">
    <h2 id="${kind}s">${title} <span class="count">${rows.length}</span></h2>
    ${body}
  </section>`;
}

const COLUMNS = ['case', 'age', 'promise', 'state', 'do'] as const;

function line(visit: Visit, view: QueueView, row: CaseRow): Html {
  const { words } = visit;
  const cell = (column: (typeof COLUMNS)[number], child: Child): Html =>
    html`<td data-label="${words.say(`console.column.${column}`)}">${child}</td>`;
  const urgent = row.kind === 'escalation' && row.status === 'open';
  return html`<tr class="${urgent ? `urgent ${row.tier ?? ''}` : row.status}">
    <th scope="row">
      <a class="case" href="/staff/cases/${row.reference}"
        >${row.name ? theirWords(row.name) : whatItIs(words, row)}</a
      >
      <span class="meta"
        >${row.reference} · ${channelName(words, row.channel)} · ${languageName(words, row.language)}</span
      >
    </th>
    ${cell('age', words.age(row.createdAt))} ${cell('promise', promise(words, row, view))}
    ${cell('state', state(words, row))} ${cell('do', row.status === 'open' && takeOn(visit, row))}
  </tr>`;
}

/** The kind of a case in words. */
export function whatItIs(words: Words, { kind, tier }: Pick<CaseRow, 'kind' | 'tier'>): string {
  return kind === 'escalation'
    ? words.say(`console.tier.${tier ?? 'none'}`)
    : words.say('console.kind.handoff');
}

/** A channel's name; its id where it has none. */
export function channelName(words: Words, channel: string): string {
  return words.sayOr(`console.channel.${channel}`, channel);
}

/** A language's name; its code where it has none. */
export function languageName(words: Words, language: string): string {
  return words.sayOr(`console.language_name.${language}`, language);
}

type Promises = Pick<QueueView, 'profile' | 'secondTold'>;

/** What was promised to the visitor, and by when; of an escalation, who is told when nobody takes it on. */
export function promise(words: Words, row: CaseRow, view: Promises): Html {
  const { profile } = view;
  if (row.kind === 'escalation') return secondContact(words, row, view);
  const at = row.promisedAt ?? row.createdAt;
  const by = row.promise === undefined || row.promise === 'none' ? undefined : promisedBy(at, profile);
  if (by === undefined) return html`${words.say('console.promise.reply')}`;
  const late = row.status === 'open' && by < words.now;
  return html`${row.promise === 'open' ? words.say('console.promise.open') : words.say('console.promise.closed')}
  ${row.promise === 'closed' && words.moment(at)}
  ${late && html`<strong class="flag">${words.say('console.promise.late')}</strong>`}`;
}

function secondContact(
  words: Words,
  { status, createdAt }: CaseRow,
  { profile, secondTold }: Promises,
): Html {
  const minutes = profile.alerts?.secondContact?.afterMinutes;
  const none = html`${words.say('console.promise.none')}`;
  if (!secondTold || minutes === undefined || status !== 'open') return none;
  const at = createdAt + minutes * MINUTE;
  const key = at > words.now ? 'console.promise.second_at' : 'console.promise.second_told';
  return html`${none} ${words.say(key)} ${words.clock(at)}`;
}

/** Whether somebody has it, and who. */
export function state(words: Words, { status, assignedName }: CaseRow): Html {
  const label = html`<span class="state ${status}">${words.say(`console.state.${status}`)}</span>`;
  return assignedName === undefined ? label : html`${label} <span class="who">${assignedName}</span>`;
}

/** The button by which a member takes on a case. */
export function takeOn({ words, session }: Visit, { reference, kind }: CaseRow): Html {
  return html`<form method="post" action="/staff/cases/${reference}/take">
    ${csrfField(session)}
    <button class="${kind === 'escalation' ? 'main' : ''}">
      ${words.say('console.do.take')} <span class="unseen">${reference}</span>
    </button>
  </form>`;
}
