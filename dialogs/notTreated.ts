import type { TurnContext } from 'botbuilder';
import { reachParams } from './handoff';
import type { Services } from './services';
import { say, turnOf } from './turn';

/** Says which of the concerns named the practice does not treat, as soon as they are named, and who can tell more. */
export async function sayNotTreated(context: TurnContext, { content }: Services): Promise<void> {
  const { visitor } = turnOf(context);
  const { profile } = content;
  const named = (visitor.answers?.concerns ?? []).filter((concern) =>
    profile.concernsNotTreated.includes(concern),
  );
  if (named.length === 0) return;
  const concerns = { list: named.map((concern) => ({ key: `choice.concerns.${concern}` })) };
  await say(context, { parts: [{ key: 'flow.not_treated', params: { concerns, ...reachParams(profile) } }] });
}
