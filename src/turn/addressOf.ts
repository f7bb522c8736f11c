import { TurnContext } from 'botbuilder';
import type { Activity, ConversationReference } from 'botbuilder';
import type { Address } from '../handoff/types';
import { turnKeys } from './turnRunner';

/**
 * Where an activity's conversation can be written to first, as plain ids: names of people are left out, since they are
 * not needed to send and would be kept.
 */
export function addressOf(activity: Activity): Address {
  const { conversation, visitor } = turnKeys(activity);
  const { channelId, serviceUrl, locale, bot, user, conversation: where } = reference(activity);
  const { id, isGroup, conversationType, tenantId } = where ?? {};
  return {
    conversation,
    visitor,
    channel: activity.channelId,
    reference: {
      ...{ channelId, serviceUrl, locale },
      conversation: { id, isGroup, conversationType, tenantId },
      bot: { id: bot?.id },
      user: { id: user?.id },
    },
  };
}

function reference(activity: Activity): Partial<ConversationReference> {
  return TurnContext.getConversationReference(activity);
}
