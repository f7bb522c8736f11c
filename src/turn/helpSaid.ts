import type { Activity } from 'botbuilder';
import { activityKey } from './activityKey';
import { rankOf } from '../crisis/types';
import type { Tier } from '../crisis/types';
import { Recent } from './recent';

/** For how long the same help is said in its short form. */
const AGAIN_MS = 30 * 60_000;

interface Said {
  /** Tiers that were answered lately, the last one last. */
  readonly tiers: readonly Tier[];
  readonly country: string;
  readonly at: number;
  /** The activity it answered, and how: a turn that is run again says the same. */
  readonly activity: string | undefined;
  readonly again: boolean;
}

/** Which help a conversation has had lately. In this process only: after a restart it is said in full once more. */
export class HelpSaid {
  private readonly said = new Recent<Said>(10_000);

  /**
   * Whether help is due in its short form, because the same was said a moment ago; notes that it is said now. A tier that
   * is new or more urgent than the last one is answered in full, and so is everything in another country.
   */
  again(activity: Activity, tier: Tier, country: string, now: number): boolean {
    const key = `${activity.channelId}/${activity.conversation.id}`;
    const before = this.lately(key, country, now);
    const last = before?.tiers.at(-1);
    const answers = activityKey(activity);
    const rerun = answers !== undefined && before?.activity === answers && last === tier;
    const known = before?.tiers.includes(tier) && rankOf(tier) <= rankOf(last ?? 'none');
    const again = rerun ? before.again : known === true;
    const tiers = [...(before?.tiers ?? []).filter((one) => one !== tier), tier];
    this.said.set(key, { tiers, country, at: now, activity: answers, again });
    return again;
  }

  /** It did not arrive: the next help is said in full. */
  takeBack({ channelId, conversation }: Activity): void {
    this.said.delete(`${channelId}/${conversation.id}`);
  }

  private lately(key: string, country: string, now: number): Said | undefined {
    const before = this.said.get(key);
    return before && before.country === country && now - before.at < AGAIN_MS ? before : undefined;
  }
}
