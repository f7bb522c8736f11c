import type { Activity } from 'botbuilder';

type Told = Pick<Activity, 'type' | 'channelId' | 'conversation' | 'recipient'>;

/** Whether others read along: a channel of a team, or a chat of several. */
export function isGroupTalk({ conversation }: Pick<Activity, 'conversation'>): boolean {
  const { isGroup, conversationType } = conversation;
  return isGroup === true || conversationType === 'channel' || conversationType === 'groupChat';
}

/** The Teams link that opens a chat with the bot alone; undefined where it can not be told. */
export function privateChatLink({ channelId, recipient }: Told): string | undefined {
  const id = recipient?.id ?? '';
  if (channelId !== 'msteams' || !id.startsWith('28:')) return undefined;
  return `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(id)}`;
}
