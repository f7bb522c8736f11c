import type { Config } from '../config';
import type { Content } from '../content/types';
import { AgentHub } from '../handoff/hub/agentHub';
import type { Transcript } from '../handoff/readLive';
import { LiveDesk } from '../turn/live/liveDesk';
import type { Proactive } from '../turn/proactive';
import type { Turns, TurnParts } from './turns';

interface LiveParts extends Pick<TurnParts, 'content' | 'db' | 'now' | 'log'> {
  readonly turns: Turns;
  readonly proactive: Proactive;
  readonly transcript: Transcript;
}

/** Staff in visitors' conversations. */
export function wireLive({ turns, proactive, transcript, content, db, now, log }: LiveParts): LiveDesk {
  const { runner, tell } = turns;
  const { idleMinutes } = content.profile.live;
  return new LiveDesk({
    ...{ db, lanes: runner.lanes, proactive, tell, transcript, idleMinutes, now, log },
  });
}

/** What an agent hub says comes in here, where one is configured. */
export function wireHub({ HANDOFF_SECRET: secret }: Config, { profile }: Content, live: LiveDesk) {
  return secret === undefined ? undefined : new AgentHub({ secret, live, nameless: profile.name });
}
