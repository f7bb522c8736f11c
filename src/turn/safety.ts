import type { Activity, Middleware, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import { within } from '../channels/directLine/within';
import type { Message } from '../content/message';
import type { Content } from '../content/types';
import { crisisHelp, pastNote } from '../crisis/help';
import { NOTHING, rankOf } from '../crisis/types';
import type { CrisisContext, Detection, Look, Tier } from '../crisis/types';
import { TriageError } from '../errors';
import { activityKey } from './activityKey';
import { activityTexts } from './activityTexts';
import { givingWay } from './givingWay';
import { isGroupTalk } from './groupTalk';
import { HelpSaid } from './helpSaid';
import { Recent } from './recent';
import type { Render } from './turnRunner';
import { Whereabouts } from './whereabouts';

/** What the first look found and did; read by the bot's logic, which records it. */
export interface SafetyFinding {
  readonly detection: Detection;
  readonly help: Message;
  readonly country: string;
  /** False when the channel refused the help: then it stands first among the turn's replies. */
  readonly sent: boolean;
  /** Help that was given before, now with the lines of another country: no new finding, and not recorded as one. */
  readonly repeats?: boolean;
}

/** What the first look and its help are made of. */
export interface SafetyOptions {
  readonly look: Look;
  readonly content: Content;
  readonly render: Render;
  readonly now: () => number;
  readonly log: Logger;
  /** Whether an alert reaches anybody at the practice; only then the help says so. */
  readonly told?: boolean;
  /** Writes to whoever sent an activity, alone; rejects where that is not possible. Left out: it never is. */
  readonly privately?: (activity: Activity, reply: Partial<Activity>) => Promise<void>;
}

const SAFETY = Symbol('safety');
/** A channel that hangs must not keep the turn from saying the help once more, within the 15 s that channels wait. */
const SENT_WITHIN_MS = 4_000;

/** The finding of this turn's first look, or undefined. */
export function safetyFinding(context: TurnContext): SafetyFinding | undefined {
  return context.turnState.get<SafetyFinding>(SAFETY);
}

/**
 * The first look, on every outer adapter, before state, recognizers or locale are touched and without waiting for the
 * conversation's lane: someone in crisis is answered first, even with the store down. Sits in front of everything; there is
 * no path around it.
 */
export class Safety implements Middleware {
  readonly whereabouts: Whereabouts;
  private readonly said = new HelpSaid();
  /** Activities whose help went out, so that a redelivery is not answered twice. */
  private readonly answered = new Recent<true>(10_000);

  constructor(private readonly options: SafetyOptions) {
    this.whereabouts = new Whereabouts(options.content);
  }

  async onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    const { activity } = context;
    const detection = await this.look(activityTexts(activity), { turn: context });
    if (!isAcute(detection.tier)) return next();
    const finding = await this.help(context, detection);
    context.turnState.set(SAFETY, finding);
    try {
      await next();
    } catch (error) {
      // Neither ahead of the turn nor with its replies has the help arrived.
      if (!finding.sent) this.said.takeBack(activity);
      throw error;
    }
  }

  /** The most urgent finding among several texts. However long they are, others have their turn in between. */
  look(texts: readonly string[], around?: CrisisContext): Promise<Detection> {
    const { look } = this.options;
    return givingWay(
      (function* () {
        let worst = NOTHING;
        for (const text of texts) {
          const one = yield* look(text, around);
          if (rankOf(one.tier) > rankOf(worst.tier)) worst = one;
        }
        return worst;
      })(),
    );
  }

  /** The help for a finding, in full or, shortly after the same help, in short. Remembers that it was said. */
  compose(activity: Activity, detection: Detection, language: string): { help: Message; country: string } {
    const { content, now, told = false } = this.options;
    const tier = detection.tier as Exclude<Tier, 'none' | 'history'>;
    const country = this.whereabouts.of(activity);
    // Where others read along, the help is short: the person is written to in private besides, where that is possible.
    const again = this.said.again(activity, tier, country, now()) || isGroupTalk(activity);
    const helplines = content.helplines(country);
    const help = crisisHelp(tier, { helplines, country, language, again, told });
    return { help: isGroupTalk(activity) ? unasked(help) : help, country };
  }

  /** The soft answer to a finding that lies in the past. */
  past(activity: Activity, language: string): { help: Message; country: string } {
    const { content } = this.options;
    const country = this.whereabouts.of(activity);
    return { help: pastNote({ helplines: content.helplines(country), language }), country };
  }

  /** The language of help that goes out before the state is read: the words' own, else the channel's, else the practice's. */
  language(activity: Partial<Activity>, detection: Detection): string {
    const { languages } = this.options.content;
    const wanted = [detection.language, activity.locale?.slice(0, 2).toLowerCase(), languages[0]];
    return wanted.find((language) => languages.includes(language ?? '')) ?? 'en';
  }

  private async help(context: TurnContext, detection: Detection): Promise<SafetyFinding> {
    const { activity } = context;
    const { log, render } = this.options;
    const language = this.language(activity, detection);
    const key = activityKey(activity);
    const once = `${activity.channelId}/${activity.conversation.id}/${key ?? ''}`;
    const repeated = key !== undefined && this.answered.has(once);
    const { help, country } = this.compose(activity, detection, language);
    // A redelivery was answered the first time; only the body of expectReplies has to hold the help again.
    if (repeated && activity.deliveryMode !== 'expectReplies')
      return { detection, help, country, sent: true };
    try {
      const said = render({ type: 'message', locale: language, channelData: { message: help } }, activity);
      await within(context.sendActivity(said), SENT_WITHIN_MS, () => {
        throw new TriageError('DELIVERY_FAILED', 'The channel did not take the help in time.', {
          status: 502,
        });
      });
      this.answered.set(once, true);
      if (isGroupTalk(activity)) this.tellPrivately(activity, detection, language);
      return { detection, help, country, sent: true };
    } catch (error) {
      log.error(
        { err: error, code: 'CRISIS_HELP_NOT_SENT', tier: detection.tier },
        'crisis help could not be sent',
      );
      return { detection, help, country, sent: false };
    }
  }

  /** The whole help, to the person alone. The turn does not wait for it: what counts has been said in the group. */
  private tellPrivately(activity: Activity, detection: Detection, language: string): void {
    const { content, log, render, privately, told = false } = this.options;
    if (!privately) return;
    const tier = detection.tier as Exclude<Tier, 'none' | 'history'>;
    const country = this.whereabouts.of(activity);
    const helplines = content.helplines(country);
    const help = crisisHelp(tier, { helplines, country, language, again: false, told });
    const message = unasked(help);
    privately(
      activity,
      render({ type: 'message', locale: language, channelData: { message } }, activity),
    ).catch((error: unknown) =>
      log.warn({ err: error, code: 'CRISIS_HELP_NOT_PRIVATE' }, 'help could not be sent in private as well'),
    );
  }
}

/** The words alone: where nobody is asked what they would like to do next. */
function unasked({ parts, escalation }: Message): Message {
  return { parts, ...(escalation && { escalation }) };
}

/** All tiers but `none` and the soft `history` are answered at once. */
export function isAcute(tier: Tier): boolean {
  return rankOf(tier) >= 3;
}
