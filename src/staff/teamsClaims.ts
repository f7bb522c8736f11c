import type { Activity, TurnContext } from 'botbuilder';
import { readReference } from '../booking/reference';
import type { Logger } from 'pino';
import type { Content } from '../content/types';
import { taking } from '../handoff/acknowledge';
import { alertCard, alertMessage } from '../handoff/alertCard';
import type { AlertWords } from '../handoff/alertCard';
import { consoleLink } from '../handoff/consoleLink';
import type { Database, Statement } from '../storage/types';
import { Audit } from './audit';

export interface TeamsClaimsOptions {
  readonly db: Database;
  readonly content: Content;
  readonly now: () => number;
  /** The channel that alerts go to: `19:…@thread.tacv2`. Only who is in it may take one on. */
  readonly channel: string;
  /** Where staff reach the console; left out: no link. */
  readonly publicUrl: string | undefined;
  readonly log: Logger;
}

const CARD = 'a case was taken on in Teams, and its card stays as it was: it was deleted, or Teams is busy';

/** What became of a case by a press, for the words of its card. */
interface Claimed {
  readonly reference: string;
  readonly kind: string;
  /** ms since 1970; left out: it can not be taken on any more. */
  readonly at?: number;
  readonly mine: boolean;
}

/**
 * Staff take on an alert by the button of its card in their Teams channel: it is recorded who has it, the card says so to
 * everybody, and the second contact is not told. The same press again says the same.
 */
export class TeamsClaims {
  private readonly audit: Audit;

  constructor(private readonly options: TeamsClaimsOptions) {
    this.audit = new Audit(options.db, options.now);
  }

  /** Whether an activity is such a press, from that channel. */
  takes({ channelId, conversation, value }: Activity): boolean {
    const { channel } = this.options;
    const there = conversation.id === channel || conversation.id.startsWith(`${channel};messageid=`);
    return channelId === 'msteams' && there && referenceOf(value) !== undefined;
  }

  /** Takes it on and answers. Rejects with a `STORAGE_*` error when the store is down; nothing has changed then. */
  async answer(context: TurnContext): Promise<void> {
    const { activity } = context;
    const claimed = await this.claim(referenceOf(activity.value) ?? '', activity.from);
    const words = this.words(claimed, activity.from.name);
    if (activity.type === 'invoke') {
      const type = 'application/vnd.microsoft.card.adaptive';
      const body = { statusCode: 200, type, value: alertCard(words) };
      await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
    }
    // The answer changes the card for whoever pressed; this changes it for all. It is recorded either way.
    if (activity.replyToId !== undefined)
      await context
        .updateActivity({ ...alertMessage(words), id: activity.replyToId })
        .catch((error: unknown) => this.options.log.warn({ err: error, code: 'CARD_NOT_CHANGED' }, CARD));
  }

  private async claim(reference: string, from: Activity['from']): Promise<Claimed> {
    const { db, now } = this.options;
    const member = `teams:${from.aadObjectId ?? from.id}`;
    const found = async () =>
      (
        await db.query(
          'SELECT kind, status, acknowledged_at, acknowledged_by FROM cases WHERE reference = ?',
          [reference],
        )
      )[0];
    const before = await found();
    if (before?.['status'] === 'open') {
      const entry = { member, action: 'case.take', subject: `case/${reference}` };
      await this.audit.record(entry, [
        claiming(String(before['kind']), reference, { by: member, now: now() }),
      ]);
    }
    const after = await found();
    const at = after?.['acknowledged_at'];
    return {
      ...{ reference, kind: String(after?.['kind'] ?? 'escalation') },
      ...(typeof at === 'number' && { at }),
      mine: after?.['acknowledged_by'] === member,
    };
  }

  private words({ reference, kind, at, mine }: Claimed, name: string): AlertWords {
    const { content, publicUrl } = this.options;
    const language = content.languages[0] ?? 'en';
    const { timeZone: zone } = content.profile;
    const time = { at: new Date(at ?? 0).toISOString(), zone, style: 'dateTime' } as const;
    const text = (key: string): string => content.text(key, language, { reference, name, time });
    const link = consoleLink(publicUrl, { case: reference, reference });
    const state = at === undefined ? 'gone' : mine ? 'by' : 'already';
    return {
      title: text(kind === 'handoff' ? 'staff.handoff_created.subject' : 'staff.escalation_created.subject'),
      text: text(`staff.claimed.${state}`),
      button: text('staff.open'),
      ...(link !== undefined && { link }),
    };
  }
}

/** The reference that a press carries, and nothing else of it. */
function referenceOf(value: unknown): string | undefined {
  const { action } = fields(value);
  const { claim } = fields(action === undefined ? value : fields(action)['data']);
  return typeof claim === 'string' ? readReference(claim) : undefined;
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function claiming(kind: string, reference: string, who: { by: string; now: number }): Statement {
  if (kind === 'escalation') return taking(reference, who);
  return {
    sql: `UPDATE cases SET status = 'acknowledged', acknowledged_at = ?, acknowledged_by = ?, updated_at = ?
      WHERE reference = ? AND status = 'open'`,
    params: [who.now, who.by, who.now, reference],
  };
}
