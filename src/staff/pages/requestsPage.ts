import type { StaffBooking } from '../../booking/staffTypes';
import { type Html, html } from '../web/html';
import type { Visit } from '../web/visit';
import { bookingLink, bookingState, cards, diaryTabs, oneButton, whenToCall, whoItIs } from './bookingParts';

/** Call-backs, screening calls and what else waits for the practice, the oldest first. */
export function requestsPage(visit: Visit, requests: readonly StaffBooking[]): Html {
  const { words } = visit;
  const title = words.say('console.diary.requests');
  const rows = requests.map((one) => ({
    cells: [
      bookingLink(words, one),
      whoItIs(one.contact),
      html`${words.age(Date.parse(one.createdAt))} <span class="meta">${whenToCall(words, one)}</span>`,
      bookingState(words, one),
      oneButton(visit, `/staff/bookings/${one.reference}/confirm`, 'console.do.done', {
        about: one.reference,
      }),
    ],
  }));
  return html`
    <h1>${words.say('console.diary.title')}</h1>
    ${diaryTabs(visit, 'requests')}
    <p class="lead">${words.say('console.diary.requests_lead')}</p>
    <div data-live="requests">
      ${
        rows.length === 0
          ? html`<p class="empty">${words.say('console.queue.none_waiting')}</p>`
          : cards(words, title, ['booking', 'person', 'age', 'state', 'do'], rows)
      }
    </div>
  `;
}
