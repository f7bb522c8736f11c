// A visitor whose channel is the Bot Framework's: activities to /api/messages, replies by the connector or in the body.
import { post } from './post.mjs';

/** @param delivery normal or expectReplies */
export async function connectorVisitor(url, { number, delivery, serviceUrl }) {
  const conversation = { id: `c${process.pid}-${number}` };
  let said = 0;
  return {
    /**
     * Ends when the bot has answered and the connector has its replies; resolves to the replies in the body.
     * @param more further fields of the activity
     */
    async say(text, more = {}) {
      const body = await post(`${url}/api/messages`, {
        type: 'message',
        id: `${conversation.id}-${++said}`,
        timestamp: new Date().toISOString(),
        channelId: 'webchat',
        serviceUrl,
        conversation,
        from: { id: `u${conversation.id}`, name: '' },
        recipient: { id: 'bot', name: 'Bot' },
        locale: 'en-US',
        text,
        ...more,
        ...(delivery === 'expectReplies' && { deliveryMode: delivery }),
      });
      if (delivery !== 'expectReplies') return 0;
      const activities = body?.activities ?? [];
      if (activities.length === 0) throw new Error(`no reply to ${JSON.stringify(text)}`);
      this.last = activities;
      return activities.length;
    },
    leave() {},
  };
}
