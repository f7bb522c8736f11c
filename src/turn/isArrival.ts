import { ActivityTypes } from 'botbuilder';
import type { Activity } from 'botbuilder';
import { isGroupTalk } from './groupTalk';

const INSTALLED: string = ActivityTypes.InstallationUpdate;
const EVENT: string = ActivityTypes.Event;
const MEMBERS: string = ActivityTypes.ConversationUpdate;

/**
 * Whether a conversation with the bot begins: somebody (not the bot alone) has joined, has installed it, or has opened the
 * page of a Web Chat. In a group it is the bot that arrives; who joins later is not greeted.
 */
export function isArrival(activity: Activity): boolean {
  const { type, name, action, membersAdded = [], recipient } = activity;
  if (type === INSTALLED) return action === 'add' || action === 'add-upgrade';
  if (type === EVENT) return name === 'webchat/join';
  if (type !== MEMBERS) return false;
  return membersAdded.some(({ id }) => (id === recipient?.id) === isGroupTalk(activity));
}
