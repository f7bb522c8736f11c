import type { Block, Orphans, StaffBooking, Task } from '../../booking/staffTypes';
import type { Clinician } from '../../content/profile';
import { daysAfter } from '../bookings/practiceTime';
import { may } from '../permissions';
import { type Html, html } from '../web/html';
import type { Visit } from '../web/visit';
import { bookingLink, bookingState, cards, diaryTabs, oneButton, whoItIs } from './bookingParts';

/** What a day's page shows. */
export interface DayView {
  /** `2026-11-23` */
  readonly date: string;
  readonly today: string;
  readonly bookings: readonly StaffBooking[];
  readonly blocks: readonly Block[];
  readonly tasks: readonly Task[];
  readonly orphans: readonly Orphans[];
  readonly clinicians: readonly Clinician[];
}

/** One day of the diary, with what must be seen to above it. */
export function dayPage(visit: Visit, view: DayView): Html {
  const { words } = visit;
  const { date, today, bookings, blocks } = view;
  const day = words.date(date);
  const empty = bookings.length + blocks.length === 0;
  return html`
    <h1>${words.say('console.diary.title')}</h1>
    ${diaryTabs(visit, 'day')}
    <div data-live="care">${tasks(visit, view)} ${orphans(visit, view)}</div>
    <div class="days">
      <a href="/staff/bookings?day=${daysAfter(date, -1)}">${words.say('console.diary.before')}</a>
      <form action="/staff/bookings" class="row">
        <label class="unseen" for="day">${words.say('console.diary.day')}</label>
        <input type="date" id="day" name="day" value="${date}" />
        <button>${words.say('console.do.show')}</button>
      </form>
      <a href="/staff/bookings?day=${daysAfter(date, 1)}">${words.say('console.diary.after')}</a>
      ${date !== today && html`<a href="/staff/bookings">${words.say('console.diary.today')}</a>`}
      ${
        may(visit.member, 'export') &&
        html`<a href="/staff/export/bookings.csv?day=${date}" download>${words.say('console.export')}</a>`
      }
    </div>
    <h2>${day}</h2>
    <div data-live="day">
      ${empty && html`<p class="empty">${words.say('console.diary.none')}</p>`}
      ${
        bookings.length > 0 &&
        cards(
          words,
          day,
          ['booking', 'person', 'state'],
          bookings.map((one) => ({
            cells: [bookingLink(words, one), whoItIs(one.contact), bookingState(words, one)],
            kind: one.status,
          })),
        )
      }
      ${blocks.length > 0 && blockList(visit, view)}
    </div>
  `;
}

function blockList(visit: Visit, { blocks, clinicians, date }: DayView): Html {
  const { words } = visit;
  const name = (id: string): string => clinicians.find((one) => one.id === id)?.name ?? id;
  return html`<section class="block" aria-labelledby="blocks">
    <h2 id="blocks">${words.say('console.diary.blocks')}</h2>
    ${cards(
      words,
      words.say('console.diary.blocks'),
      ['clinician', 'from', 'to', 'why', 'do'],
      blocks.map((one) => ({
        cells: [
          name(one.clinician),
          words.moment(Date.parse(one.startsAt)),
          words.moment(Date.parse(one.endsAt)),
          words.say(`console.block.${one.kind}`),
          may(visit.member, 'diary') &&
            oneButton(visit, '/staff/blocks/remove', 'console.do.unblock', {
              about: name(one.clinician),
              fields: { block: one.id, day: date },
            }),
        ],
      })),
    )}
  </section>`;
}

function tasks(visit: Visit, view: DayView): Html | false {
  const { words } = visit;
  if (view.tasks.length === 0) return false;
  const title = words.say('console.tasks.title');
  return html`<section class="block" aria-labelledby="tasks">
    <h2 id="tasks">${title} <span class="count">${view.tasks.length}</span></h2>
    ${cards(
      words,
      title,
      ['task', 'due', 'do'],
      view.tasks.map(({ id, kind, reference, dueAt, overdue }) => ({
        cells: [
          html`<a class="case" href="/staff/bookings/${reference}">${words.say(`console.tasks.${kind}`)}</a>
            <span class="meta">${reference}</span>`,
          html`${words.say('console.tasks.by_end')} ${words.day(Date.parse(dueAt) - 1)}
          ${overdue && html`<strong class="flag">${words.say('console.promise.late')}</strong>`}`,
          oneButton(visit, '/staff/tasks/close', 'console.do.done', {
            about: reference,
            fields: { task: id },
          }),
        ],
      })),
    )}
  </section>`;
}

function orphans({ words }: Visit, view: DayView): Html[] {
  return view.orphans.map(
    ({ kind, id, bookings }) =>
      html`<div class="warning">
        <p>${words.say(`console.orphans.${kind}`, { id, count: bookings.length })}</p>
        <ul>
          ${bookings.map((one) => html`<li>${bookingLink(words, one)}</li>`)}
        </ul>
      </div>`,
  );
}
