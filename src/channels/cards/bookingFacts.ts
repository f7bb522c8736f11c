import type { Card } from '../../content/message';
import { text } from './adaptiveCard';
import type { Element } from './adaptiveCard';
import type { CardMaker, Piece } from './cardMaker';

/** A booking at a glance: what it is and how it stands, its facts with the reference, and what can be done with it. */
export function bookingFacts(
  { title, facts, can }: Extract<Card, { kind: 'booking' }>,
  { message, channel, words }: CardMaker,
): Piece | undefined {
  const { booking } = message;
  if (!booking) return undefined;
  const { status, reference } = booking;
  const what = words(title);
  const state = words({ key: `visit.status_${status}` });
  const shown = facts.map(({ name, value }) => ({
    title: words({ key: `visit.fact.${name}` }),
    value: words(value),
  }));
  const actions = can.map((act): Element => {
    const label = words({ key: `manage.do.${act}` });
    const data = { do: act, booking: reference };
    const submit = { type: 'Action.Submit', title: label, data };
    if (!channel.execute) return submit;
    return { type: 'Action.Execute', title: label, verb: 'booking', data, fallback: submit };
  });
  return {
    body: [
      text(what, { weight: 'Bolder', size: 'Medium', style: 'heading' }),
      text(state, { isSubtle: true, spacing: 'None' }),
      { type: 'FactSet', facts: shown },
      ...(actions.length > 0 ? [{ type: 'ActionSet', actions }] : []),
    ],
    said: [`${what}: ${state}`, ...shown.map((fact) => `${fact.title}: ${fact.value}`)],
  };
}
