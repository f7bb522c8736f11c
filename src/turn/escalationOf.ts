import type { Activity } from 'botbuilder';
import type { Escalation } from '../handoff/types';
import { addressOf } from './addressOf';
import type { SafetyFinding } from './safety';

/** What goes on record of a finding: ids, never the message. */
export function escalationOf(
  { detection, country }: SafetyFinding,
  activity: Activity,
  { language, visitor, at }: { language: string; visitor: string; at: Date },
): Escalation {
  return {
    ...{ tier: detection.tier, entries: detection.entries, country, channel: activity.channelId },
    ...{ language, visitor, at: at.toISOString(), address: addressOf(activity) },
  };
}
