import { readReference } from '../../booking/reference';
import type { Live } from '../../handoff/live';
import { members } from '../accounts/members';
import { type CaseFile, readCase, readNotes } from '../cases/readCases';
import { LONGEST_NOTE, RESOLUTIONS, assigned, closed, noted, reopened, takenOn } from '../cases/workOnCase';
import { casePage, type CaseView } from '../pages/casePage';
import { showsWords, talkPanel } from '../pages/talkPanel';
import { whatItIs } from '../pages/queuePage';
import type { Permission } from '../permissions';
import type { Answer, Visit } from '../web/visit';
import type { Statement } from '../../storage/types';
import type { PartOfConsole } from './types';

type Shown = PartOfConsole & { readonly live: Live };

const ONE = '/staff/cases/:reference';

/** One case: reading it, and everything that can be done about it. */
export function caseRoutes(part: Shown): void {
  const { routes, db, now } = part;
  routes.get(ONE, {
    may: 'cases',
    action: 'case.read',
    subject: (visit) => `case/${readReference(visit.param('reference')) ?? 'unknown'}`,
    answer: (visit) => show(part, visit),
  });
  /** What can be done about a case: the statements, or nothing when the form makes no sense. */
  const act = (
    name: string,
    does: (file: CaseFile, visit: Visit) => readonly Statement[] | undefined,
    needs: Permission = 'cases',
  ): void =>
    routes.post(`${ONE}/${name}`, {
      may: needs,
      answer: async (visit): Promise<Answer> => {
        const file = await readCase(db, visit.member, visit.param('reference'));
        const statements = file && does(file, visit);
        if (!file) return undefined;
        if (statements) await visit.write(`case.${name}`, `case/${file.reference}`, statements);
        return { goTo: `/staff/cases/${file.reference}` };
      },
    });
  const doing = ({ member }: Visit) => ({ member: member.id, now: now() });

  act('take', (file, visit) => takenOn(file, doing(visit)));
  act('note', (file, visit) => {
    const text = visit.form.text('note', LONGEST_NOTE);
    return text === '' ? undefined : noted(file.id, text, doing(visit));
  });
  act('close', (file, visit) => {
    const how = RESOLUTIONS.find((one) => one === visit.form.text('how'));
    return how && [closed(file.id, how, doing(visit))];
  });
  act('reopen', (file) => [reopened(file.id, now())]);
  act('assign', (file, { form }) => [assigned(file.id, form.text('to') || null, now())], 'assign');
}

async function show({ db, content, live, alerts }: Shown, visit: Visit): Promise<Answer> {
  const file = await readCase(db, visit.member, visit.param('reference'));
  if (!file) return undefined;
  const [notes, everybody, talk] = await Promise.all([
    readNotes(db, file.id),
    members(db),
    file.joinable ? live.read(file.id) : undefined,
  ]);
  if (talk && showsWords(talk)) await visit.record('conversation.read', `case/${file.reference}`);
  const conversation = talk && talkPanel(visit, file, talk);
  const view: CaseView = {
    ...{ file, notes, members: everybody, profile: content.profile, secondTold: alerts.second },
    ...(conversation && { conversation }),
  };
  return {
    title: `${whatItIs(visit.words, file)} ${file.reference}`,
    main: casePage(visit, view),
    live: true,
  };
}
