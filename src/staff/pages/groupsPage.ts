import type { CohortState, DemandRow } from '../../booking/staffTypes';
import { type Html, html } from '../web/html';
import type { Visit } from '../web/visit';
import { bookingLink, bookingState, cards, diaryTabs, whoItIs } from './bookingParts';
import { languageName } from './queuePage';

/** The groups with who is in and who waits, and what people wished for that no group offers. */
export function groupsPage(
  visit: Visit,
  cohorts: readonly CohortState[],
  demand: readonly DemandRow[],
): Html {
  const { words } = visit;
  return html`
    <h1>${words.say('console.diary.title')}</h1>
    ${diaryTabs(visit, 'groups')}
    <div data-live="groups">${cohorts.map((one) => cohort(visit, one))}</div>
    <section class="block" aria-labelledby="demand">
      <h2 id="demand">${words.say('console.demand.title')}</h2>
      <p class="hint">${words.say('console.demand.lead')}</p>
      ${demand.length === 0 ? html`<p class="empty">${words.say('console.demand.none')}</p>` : wishes(visit, demand)}
    </section>
  `;
}

function cohort({ words }: Visit, state: CohortState): Html {
  const { id, clinicianName, startsAt, seats, members, waiting, missing, free } = state;
  const name = words.say(`profile.cohort.${id}`);
  const rows = [...members, ...waiting].map((one) => ({
    cells: [bookingLink(words, one), whoItIs(one.contact), bookingState(words, one)],
    kind: one.status,
  }));
  const figures = { members: members.length, max: seats.max, free, waiting: waiting.length };
  return html`<section class="block" aria-labelledby="group-${id}">
    <h2 id="group-${id}">${name}</h2>
    <p class="meta">
      ${clinicianName}${startsAt !== undefined && html`, ${words.moment(Date.parse(startsAt))}`}.
      ${words.say('console.group.figures', figures)}
      ${missing > 0 && words.say('console.booking.missing', { count: missing })}
    </p>
    ${rows.length > 0 && cards(words, name, ['booking', 'person', 'state'], rows)}
  </section>`;
}

function wishes({ words }: Visit, demand: readonly DemandRow[]): Html {
  const any = words.say('console.demand.any');
  return cards(
    words,
    words.say('console.demand.title'),
    ['people', 'format', 'concern', 'time', 'mode', 'language'],
    demand.map(({ people, format, concern, time, mode, language }) => ({
      cells: [
        String(people),
        format === 'any' ? any : words.say(`choice.format.${format}`),
        concern === 'any' ? any : words.say(`choice.concerns.${concern}`),
        time === 'any' ? any : words.say(`console.time.${time}`),
        mode === 'any' ? any : words.say(`choice.mode.${mode}`),
        languageName(words, language),
      ],
    })),
  );
}
