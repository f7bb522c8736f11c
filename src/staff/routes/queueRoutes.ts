import { staleHelplines } from '../../content/staleHelplines';
import { readClosed, readQueue } from '../cases/readCases';
import { csv } from '../csv';
import { deadLetters } from '../letters';
import { queuePage, whatItIs } from '../pages/queuePage';
import { may } from '../permissions';
import { type Html, html } from '../web/html';
import type { Visit } from '../web/visit';
import type { PartOfConsole } from './types';

/** The queue, and its export. */
export function queueRoutes(part: PartOfConsole): void {
  const { routes, content, db, alerts } = part;
  routes.get('/staff', {
    may: 'cases',
    action: 'queue.read',
    answer: async (visit) => {
      const shown = visit.query('show') === 'closed' ? 'closed' : 'waiting';
      const rows = await (shown === 'closed' ? readClosed : readQueue)(db, visit.member);
      const main = queuePage(visit, {
        rows,
        profile: content.profile,
        secondTold: alerts.second,
        shown,
        warnings: await warnings(part, visit),
      });
      return { title: visit.words.say('console.queue.title'), main, live: true };
    },
  });
  routes.get('/staff/export/cases.csv', {
    may: 'export',
    action: 'cases.export',
    answer: async ({ member, words }) => {
      const rows = [...(await readQueue(db, member)), ...(await readClosed(db, member))];
      const head = ['case', 'kind', 'state', 'channel', 'language', 'came', 'taken', 'who'];
      const lines = rows.map((row) => [
        row.reference,
        whatItIs(words, row),
        row.status,
        row.channel,
        row.language,
        new Date(row.createdAt).toISOString(),
        row.acknowledgedAt === undefined ? '' : new Date(row.acknowledgedAt).toISOString(),
        row.assignedName ?? '',
      ]);
      return { file: 'cases.csv', csv: csv(head, lines) };
    },
  });
}

/** What somebody should look at besides the queue. */
async function warnings(
  { content, db, alerts, now }: PartOfConsole,
  { member, words }: Visit,
): Promise<Html[]> {
  const dead = may(member, 'letters') ? await deadLetters(db) : 0;
  const stale = staleHelplines(content.helplines(content.profile.country), new Date(now()));
  const never = stale.filter(({ days }) => days === null);
  const lines = (list: typeof stale): { list: string[] } => ({ list: list.map(({ line }) => line.number) });
  const old = stale.filter(({ days }) => days !== null);
  const warn = (text: string, more?: Html): Html => html`<p class="warning">${text} ${more}</p>`;
  const more = html`<a href="/staff/letters">${words.say('console.warn.look')}</a>`;
  return [
    ...(alerts.anybody ? [] : [warn(words.say('console.warn.nobody'))]),
    ...(dead > 0 ? [warn(words.say('console.warn.dead', { count: dead }), more)] : []),
    ...(never.length > 0 ? [warn(words.say('console.warn.unverified', { lines: lines(never) }))] : []),
    ...(old.length > 0 ? [warn(words.say('console.warn.old', { lines: lines(old) }))] : []),
  ];
}
