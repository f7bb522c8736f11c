import { readReference } from '../../booking/reference';
import type { StaffBooking, StaffDiary } from '../../booking/staffTypes';
import type { Work } from '../../storage/types';
import { dateAt, dateOr, fromField, spanOfDay } from '../bookings/practiceTime';
import { staged } from '../bookings/staged';
import { csv } from '../csv';
import { bookingPage } from '../pages/bookingPage';
import { dayPage } from '../pages/dayPage';
import type { Member } from '../types';
import type { Answer, Visit } from '../web/visit';
import type { PartOfConsole } from './types';

type Parts = PartOfConsole & { readonly diary: StaffDiary };

const ONE = '/staff/bookings/:reference';

/** Bookings by day, and one of them. */
export function bookingRoutes(parts: Parts): void {
  const { routes, content, diary } = parts;
  routes.get('/staff/bookings', {
    may: 'bookings',
    action: 'bookings.read',
    answer: (visit) => day(parts, visit),
  });
  routes.get('/staff/export/bookings.csv', {
    may: 'export',
    action: 'bookings.export',
    answer: (visit) => exported(parts, visit),
  });
  routes.get(ONE, {
    may: 'bookings',
    action: 'bookings.read_one',
    subject: (visit) => subjectOf(visit.param('reference')),
    answer: async (visit) => {
      const booking = await diary.booking(visit.param('reference'));
      if (!booking || !sees(visit.member, booking)) return undefined;
      const title = `${visit.words.say(`console.booking.${booking.kind}`)} ${booking.reference}`;
      return { title, main: bookingPage(visit, booking, content.profile.cohorts), live: true };
    },
  });
  changes(parts);
}

type Change = (work: Work, booking: StaffBooking, visit: Visit) => Promise<unknown>;

function changes({ routes, content, diary }: Parts): void {
  const act = (name: string, does: Change): void =>
    routes.post(`${ONE}/${name}`, {
      may: 'diary',
      answer: async (visit): Promise<Answer> => {
        const booking = await diary.booking(visit.param('reference'));
        if (!booking) return undefined;
        const { reference } = booking;
        await staged(
          visit,
          `bookings.${name}`,
          (work) => does(work, booking, visit),
          () => subjectOf(reference),
        );
        return { goTo: `/staff/bookings/${reference}` };
      },
    });
  act('confirm', (work, { id }, { member }) => diary.confirm(work, id, member.login));
  act('cancel', (work, { id }, { member }) => diary.cancel(work, id, member.login));
  act('move', (work, { id, kind }, { form, member }) => {
    const startsAt = fromField(form.text('startsAt'), content.profile);
    const to = kind === 'group' ? { cohort: form.text('cohort') } : { startsAt };
    return diary.move(work, id, to, member.login);
  });
}

async function day({ content, diary, now }: Parts, visit: Visit): Promise<Answer> {
  const { profile } = content;
  const { member, words } = visit;
  const today = dateAt(now(), profile);
  const date = dateOr(visit.query('day'), today);
  const { bookings, blocks } = await diary.between(...spanOfDay(date, profile));
  const all = member.role !== 'clinician';
  const view = {
    ...{ date, today, clinicians: profile.clinicians },
    bookings: bookings.filter((booking) => sees(member, booking)),
    blocks: blocks.filter(({ clinician }) => all || clinician === member.clinician),
    tasks: all ? await diary.tasks() : [],
    orphans: all ? await diary.orphans() : [],
  };
  return { title: words.say('console.diary.title'), main: dayPage(visit, view), live: true };
}

async function exported({ content, diary, now }: Parts, visit: Visit): Promise<Answer> {
  const { profile } = content;
  const date = dateOr(visit.query('day'), dateAt(now(), profile));
  const { bookings } = await diary.between(...spanOfDay(date, profile));
  const head = [
    'reference',
    'kind',
    'status',
    'starts',
    'minutes',
    'clinician',
    'group',
    'name',
    'phone',
    'email',
  ];
  const rows = bookings.map(
    ({ reference, kind, status, startsAt, minutes, clinicianName, cohort, contact }) => [
      ...[reference, kind, status, startsAt, minutes, clinicianName, cohort],
      ...[contact.name, contact.phone, contact.email],
    ],
  );
  return { file: `bookings-${date}.csv`, csv: csv(head, rows) };
}

/** A clinician sees their own sessions and groups. */
function sees({ role, clinician }: Member, booking: StaffBooking): boolean {
  return role !== 'clinician' || (clinician !== undefined && booking.clinician === clinician);
}

function subjectOf(reference: string): string {
  return `booking/${readReference(reference) ?? 'unknown'}`;
}
