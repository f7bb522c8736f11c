import type { Live, StaffMember, Written } from '../../handoff/live';
import { SAY_AT_MOST } from '../../handoff/live';
import { type CaseFile, readCase } from '../cases/readCases';
import type { Visit } from '../web/visit';
import type { PartOfConsole } from './types';

/**
 * Taking part in a visitor's conversation. The conversation's own transactions do the work, so that each act is recorded
 * before it is done.
 */
export function talkRoutes({ routes, db, live }: PartOfConsole & { readonly live: Live }): void {
  const act = (name: string, does: (file: CaseFile, visit: Visit) => Promise<string | undefined>): void =>
    routes.post(`/staff/cases/:reference/${name}`, {
      may: 'cases',
      answer: async (visit) => {
        const file = await readCase(db, visit.member, visit.param('reference'));
        if (!file) return undefined;
        await visit.record(`conversation.${name}`, `case/${file.reference}`);
        const said = await does(file, visit);
        return { goTo: `/staff/cases/${file.reference}${said === undefined ? '' : `?said=${said}`}#talk` };
      },
    });

  act('join', async (file, visit) => {
    const joined = await live.join(file.id, staffOf(visit));
    if (joined.outcome === 'joined') return undefined;
    return joined.outcome === 'taken' ? 'taken' : joined.why;
  });
  act('say', async (file, visit) => {
    const message = { id: visit.form.text('id', 64), text: visit.form.text('text', SAY_AT_MOST) };
    return saidOf(await live.say(file.id, staffOf(visit), message));
  });
  act('leave', async (file, visit) => saidOf(await live.leave(file.id, staffOf(visit))));
}

/** The visitor learns the first name and nothing else. */
function staffOf({ member: { id, name } }: Visit): StaffMember {
  return { id, firstName: name.trim().split(/\s+/, 1)[0] ?? name };
}

function saidOf({ outcome }: Written): string | undefined {
  return outcome === 'done' ? undefined : outcome;
}
