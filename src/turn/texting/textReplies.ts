import type { Activity, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import { tell } from '../../booking/outbox';
import type { ReplyLog } from '../../channels/replyLog';
import type { Line, TextSender } from '../../channels/twilio/textSender';
import { TextError } from '../../channels/twilio/textError';
import { CarrierError } from '../../handoff/carrier';
import type { Carrier } from '../../handoff/carrier';
import type { Database } from '../../storage/types';
import { Lanes } from '../lanes';
import { turnKeys } from '../turnRunner';

const TOPIC = 'visitor.texts';
/** Longer than all attempts at three messages. */
const TIMEOUT_MS = 40_000;
/** An answer that comes later than that answers nothing any more. */
const STALE_MS = 3_600_000;
/** How often it is looked whether what was answered before is through. */
const LOOK_MS = 1_000;

/** Commits the replies of a turn with where they go, for {@link textCarrier} to send; nothing where there are none. */
export function textReplies({ activity }: TurnContext, now: number): ReplyLog {
  const { turn, conversation } = turnKeys(activity);
  const line = JSON.stringify(lineOf(activity));
  return {
    filed: Promise.resolve(),
    stage: (replies, erases) => ({
      statements:
        replies.length === 0
          ? []
          : [
              {
                sql: 'INSERT INTO text_replies (turn, conversation, line, erases, created_at) VALUES (?, ?, ?, ?, ?)',
                params: [turn, conversation, line, erases ? 1 : 0, now],
              },
              tell(TOPIC, { turn }, now),
            ],
      // The outbox hears of every commit by itself.
      committed: () => undefined,
    }),
  };
}

/** The two ends of the conversation that an incoming activity belongs to. */
export function lineOf({ conversation, from, recipient }: Activity): Line {
  return { conversation: conversation.id, visitor: from.id, practice: recipient.id };
}

/** What the carrier is made of. */
export interface TextCarrierParts {
  readonly db: Database;
  readonly sender: Pick<TextSender, 'send'>;
  readonly now: () => number;
  readonly log: Logger;
}

/**
 * Brings the replies of a turn to Twilio: in order, those of one conversation one after the other (also where another
 * process has the earlier ones, and while those wait), tried again for an hour when the API is down or asks to
 * wait. What the API will never take, and a sender that it does not know, is said in the log and not tried again: it would
 * hold up every later answer for that hour.
 */
export function textCarrier({ db, sender, now, log }: TextCarrierParts): Carrier {
  const lanes = new Lanes();
  return {
    id: 'texts',
    timeoutMs: TIMEOUT_MS,
    takes: (topic) => topic === TOPIC,
    wants: ({ at }) => Promise.resolve(now() - at < STALE_MS),
    waits: async ({ facts: { turn = '' } }) => {
      const [before] = await db.query(
        `SELECT o.turn FROM text_replies r JOIN text_replies o ON o.conversation = r.conversation AND o.created_at > ?
            AND (o.created_at < r.created_at OR (o.created_at = r.created_at AND o.turn < r.turn))
          WHERE r.turn = ? LIMIT 1`,
        [now() - STALE_MS, turn],
      );
      return before && now() + LOOK_MS;
    },
    deliver: async ({ facts: { turn = '' } }) => {
      const [row] = await db.query(
        'SELECT r.conversation, r.line, r.erases, t.replies FROM text_replies r JOIN turns t ON t.id = r.turn WHERE r.turn = ?',
        [turn],
      );
      if (!row) return;
      const line = JSON.parse(String(row['line'])) as Line;
      const replies = JSON.parse(String(row['replies'])) as Partial<Activity>[];
      await lanes.run([String(row['conversation'])], async () => {
        for (const { text = '' } of replies) if (text !== '') await send(line, turn, text);
      });
      const sql = 'DELETE FROM text_replies WHERE turn = ?';
      await db.transaction([{ sql, params: [turn], erases: row['erases'] === 1 }]);
    },
  };

  async function send(line: Line, turn: string, text: string): Promise<void> {
    try {
      await sender.send(line, turn, text);
    } catch (error) {
      if (!(error instanceof TextError)) throw error;
      const { reason, fault } = error;
      if (!fault.refused) throw new CarrierError(reason, { cause: error, retryAfterMs: fault.retryAfterMs });
      if (!fault.stopped) log.error({ code: error.code, reason }, error.message);
    }
  }
}
