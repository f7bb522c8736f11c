import type { StaffBooking } from '../../booking/staffTypes';
import type { Cohort } from '../../content/profile';
import { may } from '../permissions';
import { type Child, type Html, html } from '../web/html';
import type { Visit } from '../web/visit';
import { theirWords } from '../web/words';
import { bookingState, oneButton, whatIsBooked, whenToCall, whoItIs } from './bookingParts';
import { csrfField } from './layout';
import { languageName } from './queuePage';

/** One booking: what it is, who it is for, and what can be done about it. */
export function bookingPage(visit: Visit, booking: StaffBooking, cohorts: readonly Cohort[]): Html {
  const { words } = visit;
  const fact = (name: string, child: Child): Html | false =>
    child !== '' &&
    child !== undefined &&
    html`<div>
      <dt>${words.say(`console.fact.${name}`)}</dt>
      <dd>${child}</dd>
    </div>`;
  const { startsAt, minutes, createdAt, enteredBy, place, language } = booking;
  return html`
    <p class="trail"><a href="/staff/bookings">${words.say('console.diary.title')}</a></p>
    <h1>${words.say(`console.booking.${booking.kind}`)} <span class="ref">${booking.reference}</span></h1>
    <div class="two">
      <section class="panel" aria-labelledby="known" data-live="known">
        <h2 id="known">${words.say('console.case.known')}</h2>
        <dl>
          ${fact('what', whatIsBooked(words, booking))}
          ${fact('when', startsAt && words.moment(Date.parse(startsAt)))}
          ${fact('minutes', minutes !== undefined && String(minutes))}
          ${fact('state', bookingState(words, booking))} ${fact('place', place)}
          ${fact('language', languageName(words, language))}
          ${fact('availability', whenToCall(words, booking))}
          ${fact('came', words.moment(Date.parse(createdAt)))}
          ${fact('entered', enteredBy && theirWords(enteredBy))} ${fact('person', whoItIs(booking.contact))}
        </dl>
      </section>
      <aside class="panel" aria-labelledby="todo">
        <h2 id="todo">${words.say('console.case.todo')}</h2>
        ${
          may(visit.member, 'diary') && booking.status !== 'cancelled'
            ? doing(visit, booking, cohorts)
            : html`<p class="empty">${words.say('console.booking.nothing')}</p>`
        }
      </aside>
    </div>
  `;
}

function doing(visit: Visit, booking: StaffBooking, cohorts: readonly Cohort[]): Html {
  const path = `/staff/bookings/${booking.reference}`;
  const settled =
    booking.status === 'confirmed' || (booking.kind === 'waitlist' && booking.cohort !== undefined);
  return html`
    ${!settled && oneButton(visit, `${path}/confirm`, 'console.do.confirm', { main: true })}
    ${booking.kind === 'appointment' && moveTime(visit, path)}
    ${booking.kind === 'group' && moveGroup(visit, path, cohorts, booking.cohort)}
    ${oneButton(visit, `${path}/cancel`, 'console.do.cancel')}
  `;
}

function moveTime({ words, session }: Visit, path: string): Html {
  return html`<form method="post" action="${path}/move" class="stack">
    ${csrfField(session)}
    <label for="startsAt">${words.say('console.booking.move')}</label>
    <input type="datetime-local" id="startsAt" name="startsAt" step="300" required />
    <button>${words.say('console.do.move')}</button>
  </form>`;
}

function moveGroup({ words, session }: Visit, path: string, cohorts: readonly Cohort[], now = ''): Html {
  return html`<form method="post" action="${path}/move" class="stack">
    ${csrfField(session)}
    <label for="cohort">${words.say('console.booking.move_group')}</label>
    <select id="cohort" name="cohort">
      ${cohorts
        .filter(({ id }) => id !== now)
        .map(({ id }) => html`<option value="${id}">${words.say(`profile.cohort.${id}`)}</option>`)}
    </select>
    <button>${words.say('console.do.move')}</button>
  </form>`;
}
