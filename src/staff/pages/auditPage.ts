import type { AuditRow } from '../audit';
import type { Member } from '../types';
import { type Child, type Html, html } from '../web/html';
import type { Visit } from '../web/visit';

const COLUMNS = ['when', 'who', 'what', 'subject'] as const;

/** What the audit's page shows. */
export interface AuditView {
  readonly rows: readonly AuditRow[];
  readonly members: readonly (Member & { readonly active: boolean })[];
  /** Number of the first row that does not fit the ones before it. */
  readonly broken: number | undefined;
}

/** Who read and wrote what, the newest first, and who has an account. */
export function auditPage({ words }: Visit, { rows, members, broken }: AuditView): Html {
  const last = rows.at(-1)?.seq ?? 1;
  const proof =
    broken === undefined
      ? html`<p class="lead">${words.say('console.audit.whole')}</p>`
      : html`<p class="fault" role="alert">${words.say('console.audit.broken', { row: broken })}</p>`;
  return html`
    <h1>${words.say('console.audit.title')}</h1>
    ${proof}
    <table class="cards">
      <caption class="unseen">
        ${words.say('console.audit.title')}
      </caption>
      <thead>
        <tr>
          ${COLUMNS.map((column) => html`<th scope="col">${words.say(`console.column.${column}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => line(words, row, members))}
      </tbody>
    </table>
    ${last > 1 && html`<p><a href="/staff/audit?before=${last}">${words.say('console.audit.older')}</a></p>`}
    <h2>${words.say('console.audit.people')}</h2>
    <ul class="people">
      ${members.map(
        ({ name, login, role, active }) =>
          html`<li>
            <strong>${name}</strong>
            <span class="meta"
              >${login} ·
              ${words.say(`console.role.${role}`)}${!active && ` · ${words.say('console.audit.removed')}`}</span
            >
          </li>`,
      )}
    </ul>
  `;
}

function line(words: Visit['words'], row: AuditRow, members: AuditView['members']): Html {
  const cell = (column: (typeof COLUMNS)[number], child: Child): Html =>
    html`<td data-label="${words.say(`console.column.${column}`)}">${child}</td>`;
  const who = members.find(({ id }) => id === row.member)?.name ?? row.member;
  return html`<tr>
    <th scope="row">${words.moment(row.at)} <span class="meta">${row.seq}</span></th>
    ${cell('who', who || words.say('console.audit.stranger'))} ${cell('what', row.action)}
    ${cell('subject', row.subject)}
  </tr>`;
}
