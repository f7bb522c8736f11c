import type { TurnContext } from 'botbuilder';
import type { Turn } from '../../dialogs/turn';
import type { Message } from '../content/message';
import type { Tier } from '../crisis/types';
import { countSteps, type Step } from '../storage/tally';
import { SLOTS } from '../understanding/types';
import type { CollectingAdapter } from './collectingAdapter';

/** What a turn amounted to, for the metrics: ids alone. The attempt that was committed is the one that stands. */
export interface TurnCounts {
  /** Steps that the conversation has come to for the first time. */
  steps: readonly Step[];
  /** The tier of a crisis that was found in this turn. */
  escalation?: Tier;
}

const COUNTS = Symbol('counts');
const SLOT_IDS: ReadonlySet<string> = new Set(SLOTS);

/** The counts of a turn; by its outer context, whoever ran it reads them once it is committed. */
export function countsOf(context: TurnContext): TurnCounts | undefined {
  return context.turnState.get<TurnCounts>(COUNTS);
}

/** Begins the counts of an attempt, known to both of its contexts; those of an earlier attempt are forgotten. */
export function openCounts(inner: TurnContext, outer: TurnContext): TurnCounts {
  const counts: TurnCounts = { steps: [] };
  for (const context of [inner, outer]) context.turnState.set(COUNTS, counts);
  return counts;
}

/** Counts what a conversation has come to by what it was told, each step once a conversation. */
export function countFunnel(turn: Turn, said: readonly Message[]): readonly Step[] {
  const { conversation, work, channel, now } = turn;
  const before = conversation.steps ?? [];
  const steps = [...new Set(said.flatMap(stepsOf))].filter((step) => !before.includes(step));
  if (steps.length === 0) return [];
  countSteps(work, steps, channel, now.getTime());
  conversation.steps = [...before, ...steps];
  return steps;
}

/** What saying a message means for the way through a conversation. */
export function stepsOf({ parts, asks, comparison, booking }: Message): Step[] {
  const steps: Step[] = ['began'];
  if (asks !== undefined && SLOT_IDS.has(asks)) steps.push('answering');
  if (comparison) steps.push('compared');
  if (asks === 'opening' || asks === 'cohort') steps.push('choosing');
  if (booking && booking.status !== 'cancelled') steps.push(booking.kind);
  if (parts.some(({ key }) => key === 'handoff.passed' || key === 'handoff.waiting')) steps.push('person');
  return steps;
}

/** The messages among what an attempt has collected. */
export function saidIn({ adapter }: TurnContext): Message[] {
  return (adapter as CollectingAdapter).collected.flatMap(({ channelData }) => {
    const { message } = (channelData ?? {}) as { message?: Message };
    return message ? [message] : [];
  });
}
