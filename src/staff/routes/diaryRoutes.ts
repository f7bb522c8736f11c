import { BLOCK_KINDS, type Entry, type StaffDiary } from '../../booking/staffTypes';
import { dateOr, fromField } from '../bookings/practiceTime';
import { staged } from '../bookings/staged';
import { enterPage } from '../pages/enterPage';
import { groupsPage } from '../pages/groupsPage';
import { requestsPage } from '../pages/requestsPage';
import type { Answer, Visit } from '../web/visit';
import type { PartOfConsole } from './types';

type Parts = PartOfConsole & { readonly diary: StaffDiary };

/** What waits to be arranged, the groups, and what staff enter themselves. */
export function diaryRoutes(parts: Parts): void {
  const { routes, content, diary } = parts;
  const title = ({ words }: Visit): string => words.say('console.diary.title');
  routes.get('/staff/requests', {
    may: 'diary',
    action: 'requests.read',
    answer: async (visit) => ({
      title: title(visit),
      main: requestsPage(visit, await diary.requests()),
      live: true,
    }),
  });
  routes.get('/staff/groups', {
    may: 'diary',
    action: 'groups.read',
    answer: async (visit) => {
      const main = groupsPage(visit, await diary.cohorts(), await diary.demand());
      return { title: title(visit), main, live: true };
    },
  });
  routes.get('/staff/enter', {
    may: 'diary',
    action: 'enter.read',
    answer: (visit) => Promise.resolve({ title: title(visit), main: enterPage(visit, content.profile) }),
  });
  entries(parts);
  blocks(parts);
  routes.post('/staff/tasks/close', {
    may: 'diary',
    answer: async (visit) => {
      const id = visit.form.text('task', 64);
      const close = (work: Parameters<StaffDiary['closeTask']>[0]) =>
        Promise.resolve(diary.closeTask(work, id, visit.member.login));
      await staged(visit, 'task.close', close, () => `task/${id}`);
      return { goTo: '/staff/bookings' };
    },
  });
}

function entries({ routes, content, diary }: Parts): void {
  const enter = async (visit: Visit, what: Entry['what']): Promise<Answer> => {
    const { reference } = await staged(
      visit,
      'bookings.enter',
      (work) => diary.enter(work, { ...personOf(visit), what }),
      (booking) => `booking/${booking.reference}`,
    );
    return { goTo: `/staff/bookings/${reference}` };
  };
  routes.post('/staff/enter/session', {
    may: 'diary',
    answer: (visit) => {
      const { form } = visit;
      const minutes = Number(form.text('minutes'));
      return enter(visit, {
        clinician: form.text('clinician'),
        format: form.text('format') === 'couples_family' ? 'couples_family' : 'individual',
        mode: form.text('mode') === 'online' ? 'online' : 'in_person',
        startsAt: fromField(form.text('startsAt'), content.profile),
        ...(minutes > 0 && { minutes }),
      });
    },
  });
  routes.post('/staff/enter/seat', {
    may: 'diary',
    answer: (visit) => enter(visit, { cohort: visit.form.text('cohort') }),
  });
}

function blocks({ routes, content, diary }: Parts): void {
  routes.post('/staff/enter/block', {
    may: 'diary',
    answer: async (visit) => {
      const { form, member } = visit;
      const at = (name: string): string => fromField(form.text(name), content.profile);
      const wanted = {
        clinician: form.text('clinician'),
        ...{ startsAt: at('startsAt'), endsAt: at('endsAt'), by: member.login },
        kind: BLOCK_KINDS.find((kind) => kind === form.text('kind')) ?? 'other',
      };
      await staged(
        visit,
        'block.enter',
        (work) => diary.block(work, wanted),
        ({ id }) => `block/${id}`,
      );
      // The day shows the block, and above it the bookings that are in its way.
      return { goTo: `/staff/bookings?day=${form.text('startsAt').slice(0, 10)}` };
    },
  });
  routes.post('/staff/blocks/remove', {
    may: 'diary',
    answer: async (visit) => {
      const id = visit.form.text('block', 64);
      await staged(
        visit,
        'block.remove',
        (work) => diary.unblock(work, id),
        () => `block/${id}`,
      );
      return { goTo: `/staff/bookings?day=${dateOr(visit.form.text('day'), '')}` };
    },
  });
}

function personOf({ form, member }: Visit): Omit<Entry, 'what'> {
  const [phone, email, payer] = ['phone', 'email', 'payer'].map((name) => form.text(name));
  return {
    contact: { name: form.text('name'), ...(phone && { phone }), ...(email && { email }) },
    language: form.text('language', 2),
    by: member.login,
    ...((payer === 'self' || payer === 'insurance') && { payer }),
  };
}
