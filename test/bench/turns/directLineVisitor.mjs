// A visitor on our own Direct Line, as the widget is one: a token, a conversation, a stream, and messages by HTTP.
import { WebSocket } from 'ws';
import { post } from './post.mjs';

/** Resolves when the stream is open and the greeting has come by it. */
export async function directLineVisitor(url, number) {
  // Each from an address of its own, or the flood limits would see one household. The bot is told of the proxy.
  const from = { 'X-Forwarded-For': `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}` };
  const { token } = await post(`${url}/widget/token`, {}, from);
  const headers = { ...from, Authorization: `Bearer ${token}` };
  const base = `${url}/v3/directline/conversations`;
  const { conversationId, streamUrl } = await post(base, { locale: 'en-US' }, headers);
  const answers = new Map();
  let greeted;
  const greeting = new Promise((resolve) => (greeted = resolve));
  const socket = new WebSocket(streamUrl, { perMessageDeflate: false, headers: from });
  socket.on('message', (data) => {
    if (data.length === 0) return;
    for (const { type, from: sender, replyToId } of JSON.parse(data).activities) {
      if (type !== 'message' || sender?.role !== 'bot') continue;
      if (replyToId === undefined) greeted();
      else answered(replyToId);
    }
  });
  const answered = (id) => {
    const waiting = answers.get(id) ?? {};
    waiting.replies = (waiting.replies ?? 0) + 1;
    waiting.wake?.();
    answers.set(id, waiting);
  };
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  await greeting;
  return {
    /** Ends when the bot has answered and the first reply has come by the stream; resolves to the replies by then. */
    async say(text) {
      const activity = { type: 'message', locale: 'en-US', text };
      const { id } = await post(`${base}/${conversationId}/activities`, activity, headers);
      const waiting = answers.get(id) ?? {};
      if (waiting.replies === undefined) {
        answers.set(id, waiting);
        await new Promise((resolve) => (waiting.wake = resolve));
      }
      answers.delete(id);
      return waiting.replies;
    },
    leave: () => socket.close(),
    isOpen: () => socket.readyState === WebSocket.OPEN,
  };
}
