import { members } from '../accounts/members';
import { auditPage } from '../pages/auditPage';
import type { PartOfConsole } from './types';

const PAGE = 200;

/** The audit, for admins. */
export function auditRoutes({ routes, db, audit }: PartOfConsole): void {
  routes.get('/staff/audit', {
    may: 'audit',
    action: 'audit.read',
    answer: async (visit) => {
      const before = Number(visit.query('before'));
      const [rows, everybody, broken] = await Promise.all([
        audit.page(PAGE, before > 0 ? before : undefined),
        members(db),
        audit.verify(),
      ]);
      const title = visit.words.say('console.audit.title');
      return { title, main: auditPage(visit, { rows, members: everybody, broken }) };
    },
  });
}
