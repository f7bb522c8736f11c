import type { ActivityLog } from './activityLog';

const PAGE = 200;
/** Conversations are short; whoever reads wants the end of a long one. */
const KEPT = 500;

/** A message as it was written, and by whom. `at`: ms since 1970. */
export interface WrittenMessage {
  readonly at: number;
  readonly from: 'visitor' | 'bot';
  readonly text: string;
}

/**
 * What was written in a conversation, by the document key of its state: oldest first, of a very long one the last. Only
 * our own Direct Line keeps that; of other channels nothing is known.
 */
export function transcriptOf(log: ActivityLog): (conversation: string) => Promise<WrittenMessage[]> {
  return async (conversation) => {
    const [, id] = /^conversation\/directline\/(.+)$/s.exec(conversation) ?? [];
    return id === undefined ? [] : messagesOf(log, id);
  };
}

async function messagesOf(log: ActivityLog, conversationId: string): Promise<WrittenMessage[]> {
  const messages: WrittenMessage[] = [];
  for (let seq = 0; ;) {
    const page = await log.after(conversationId, seq, PAGE);
    for (const { activity } of page) {
      const { type, text, from, timestamp } = activity;
      if (type !== 'message' || !text) continue;
      const at = new Date(timestamp ?? 0).getTime();
      messages.push({ at, from: from?.role === 'bot' ? 'bot' : 'visitor', text });
    }
    seq = page.at(-1)?.seq ?? seq;
    if (page.length < PAGE) return messages.slice(-KEPT);
  }
}
