import type { TurnContext } from 'botbuilder';
import { openTurn } from '../../dialogs/turn';
import type { ConversationState, Turn, VisitorState } from '../../dialogs/turn';
import { readPress } from '../channels/cards/press';
import { isText } from '../channels/capabilities';
import type { Content } from '../content/types';
import { eraseTraces } from '../storage/erase';
import type { Database } from '../storage/types';
import { addressOf } from './addressOf';
import { Carry } from './carry';
import { isGroupTalk, privateChatLink } from './groupTalk';
import { localeOf } from './locale';
import { turnKeys } from './turnRunner';
import type { UnitOfWork } from './unitOfWork';

/** Longer messages are looked at whole for a crisis; the dialogs read this much of them. */
export const READ_AT_MOST = 2_000;

/** A turn with the states it reads and changes. */
export interface LoadedTurn {
  readonly turn: Turn;
  /** Hands the changed states to the unit of work. */
  readonly keep: () => void;
}

/** Opens the turn of a context: both states, the language, and what the dialogs may stage. */
export function loadTurn(
  context: TurnContext,
  work: UnitOfWork,
  { content, db, now }: { readonly content: Content; readonly db: Database; readonly now: () => number },
): LoadedTurn {
  const { activity } = context;
  const keys = turnKeys(activity);
  const conversation = work.get<ConversationState>(keys.conversation) ?? {};
  const visitor = work.get<VisitorState>(keys.visitor) ?? {};
  const turn: Turn = {
    conversation,
    visitor,
    work,
    ...localeOf(activity, conversation, visitor, content),
    channel: activity.channelId,
    discreet: isText(activity.channelId),
    visitorId: keys.visitor,
    address: addressOf(activity),
    now: new Date(now()),
    press: readPress(activity.value),
    group: isGroupTalk(activity) ? { privately: privateChatLink(activity) } : undefined,
    carry: new Carry(db, work, visitor, now()),
    erase: () => {
      empty(conversation, ['dialogs', 'open', 'locale', 'steps']);
      empty(visitor, ['language', 'writes']);
      const traces = { ...keys, conversationId: activity.conversation.id };
      work.stage(...eraseTraces(traces));
    },
    reply: {
      text: (activity.text ?? '').trim().slice(0, READ_AT_MOST),
      understanding: { intent: 'none', slots: {} },
    },
  };
  openTurn(context, turn);
  const keep = (): void => {
    work.put(keys.conversation, conversation);
    work.put(keys.visitor, visitor);
  };
  return { turn, keep };
}

/** Deletes every field but those named, which hold nothing about the person. */
function empty<T extends object>(state: T, kept: readonly (keyof T)[]): void {
  for (const key of Object.keys(state) as (keyof T)[]) if (!kept.includes(key)) delete state[key];
}
