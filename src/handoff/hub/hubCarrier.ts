import { CarrierError, type Carrier, type Letter } from '../carrier';
import { postJson } from '../postJson';
import type { HubActivity } from './hubActivities';

/** An agent hub that the practice has configured. */
export interface HubSettings {
  /** HTTPS, or HTTP on this machine. */
  readonly url: string;
  /** Sent as bearer, and expected as bearer of what the hub sends. */
  readonly secret: string;
  /** What a letter comes to: activities in order, each with a stable id; `sent` once the hub has taken them. */
  readonly pack: (letter: Letter) => Promise<Packed>;
}

/** Activities for the hub. */
export interface Packed {
  readonly activities: readonly HubActivity[];
  readonly sent: () => Promise<void>;
}

const TIMEOUT_MS = 15_000;

/**
 * The way to the agent hub: `handoff.initiate` when somebody asks for a person, and what the visitor writes while one of
 * the hub's agents is in. Each is an activity, posted as JSON; the hub knows a repetition by the activity's id.
 */
export function hubCarrier({ url, secret, pack }: HubSettings): Carrier {
  return {
    id: 'hub',
    timeoutMs: TIMEOUT_MS,
    takes: (topic) => topic.startsWith('hub.'),
    async deliver(letter, signal) {
      const { activities, sent } = await pack(letter);
      for (const activity of activities) {
        if (signal.aborted) throw new CarrierError('timeout');
        await postJson(url, JSON.stringify(activity), { Authorization: `Bearer ${secret}` }, signal);
      }
      await sent();
    },
  };
}
