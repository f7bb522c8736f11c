import type { StaffBooking } from '../../booking/staffTypes';
import type { Contact } from '../../booking/types';
import { windowWords } from '../../content/windowWords';
import { type Child, type Html, html } from '../web/html';
import type { Visit } from '../web/visit';
import { theirWords, type Words } from '../web/words';
import { may } from '../permissions';
import { csrfField } from './layout';

const TABS = [
  ['day', '/staff/bookings'],
  ['requests', '/staff/requests'],
  ['groups', '/staff/groups'],
  ['enter', '/staff/enter'],
] as const;

/** The parts of the diary, and which of them this is. */
export function diaryTabs({ words, member }: Visit, shown: (typeof TABS)[number][0]): Html {
  const seen = TABS.filter(([id]) => id === 'day' || may(member, 'diary'));
  return html`<ul class="tabs">
    ${seen.map(
      ([id, to]) =>
        html`<li>
          <a href="${to}" ${id === shown && html`aria-current="page"`}>${words.say(`console.diary.${id}`)}</a>
        </li>`,
    )}
  </ul>`;
}

/** A table that is a list of cards on a phone. The first cell of each row is its head. */
export function cards(
  words: Words,
  title: string,
  columns: readonly string[],
  rows: readonly { readonly cells: readonly Child[]; readonly kind?: string }[],
): Html {
  const name = (column: string): string => words.say(`console.column.${column}`);
  return html`<table class="cards">
    <caption class="unseen">
      ${title}
    </caption>
    <thead>
      <tr>
        ${columns.map((column) => html`<th scope="col">${name(column)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ cells: [head, ...cells], kind = '' }) =>
          html`<tr class="${kind}">
            <th scope="row">${head}</th>
            ${cells.map((cell, at) => html`<td data-label="${name(columns[at + 1] ?? '')}">${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** What was booked: "One to one, Anna Reyes, online". */
export function whatIsBooked(words: Words, booking: StaffBooking): string {
  const { kind, format, clinicianName, cohort, mode } = booking;
  const parts = [
    words.say(`console.booking.${kind}`),
    cohort !== undefined && words.sayOr(`profile.cohort.${cohort}`, cohort),
    cohort === undefined && format && words.say(`choice.format.${format}`),
    clinicianName,
    mode && words.say(`choice.mode.${mode}`),
  ];
  return parts.filter(Boolean).join(', ');
}

/** Who it is, and how to reach them. What is no number or address is text and no link. */
export function whoItIs({ name, phone, email }: Contact): Html {
  const call = phone !== undefined && /^\+?[\d\s()-]{3,20}$/.test(phone);
  const mail = email !== undefined && /^[^\s<>?&%"'@]+@[^\s<>?&%"'@]+$/.test(email);
  const line = (child: Child): Html => html`<li>${child}</li>`;
  return html`<ul class="reach">
    ${name && line(html`<strong>${theirWords(name)}</strong>`)}
    ${phone && line(call ? html`<a href="tel:${phone.replace(/[^\d+]/g, '')}">${phone}</a>` : theirWords(phone))}
    ${email && line(mail ? html`<a href="mailto:${email}">${email}</a>` : theirWords(email))}
  </ul>`;
}

/** Whether it stands, and what it still waits for. */
export function bookingState(words: Words, { status, waitsFor, missing, offer }: StaffBooking): Html {
  return html`<span class="state ${status}">${words.say(`console.status.${status}`)}</span>
    ${waitsFor && html`<span class="meta">${words.say(`console.waits.${waitsFor}`)}</span>`}
    ${missing ? html`<span class="meta">${words.say('console.booking.missing', { count: missing })}</span>` : false}
    ${offer && html`<span class="meta">${words.say('console.booking.offered')} ${words.moment(Date.parse(offer.until))}</span>`}`;
}

/** The link to one booking. */
export function bookingLink(words: Words, booking: StaffBooking): Html {
  const { reference, startsAt } = booking;
  return html`<a class="case" href="/staff/bookings/${reference}"
      >${startsAt === undefined ? whatIsBooked(words, booking) : words.moment(Date.parse(startsAt))}</a
    >
    <span class="meta">${startsAt !== undefined && `${whatIsBooked(words, booking)} · `}${reference}</span>`;
}

/** When somebody can be called back, as they said. */
export function whenToCall(words: Words, { availability = [] }: StaffBooking): string {
  if (availability.length === 0) return '';
  return words.say('said.plain', { value: { list: availability.map(windowWords) } });
}

/** A form that is one button. */
export function oneButton(
  { words, session }: Visit,
  action: string,
  key: string,
  more: {
    readonly about?: string;
    readonly fields?: Readonly<Record<string, string>>;
    readonly main?: boolean;
  } = {},
): Html {
  const { about = '', fields = {}, main = false } = more;
  return html`<form method="post" action="${action}">
    ${csrfField(session)}
    ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <button class="${main ? 'main' : ''}">${words.say(key)} <span class="unseen">${about}</span></button>
  </form>`;
}
