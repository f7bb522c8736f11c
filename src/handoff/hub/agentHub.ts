import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { TriageError } from '../../errors';
import type { Joined, Live, StaffMember, Written } from '../live';

/** What the hub drives. */
export interface HubLive extends Live {
  /** @param options `hub`: what the visitor writes is sent to the hub */
  join(caseId: string, staff: StaffMember, options?: { hub?: boolean }): Promise<Joined>;
  /** @param options `own`: only if it is this member of staff who is in */
  leave(caseId: string, staff: StaffMember, options?: { own?: boolean }): Promise<Written>;
  /** Nobody could be found for a case; whoever of the hub was in is out. */
  failed(caseId: string, staff: StaffMember): Promise<void>;
}

/** What the agent hub is made of. */
export interface AgentHubParts {
  readonly secret: string;
  readonly live: HubLive;
  /** Who an agent without a name is: the practice. */
  readonly nameless: string;
}

/** The hub's agents are one member of staff: whom a conversation is passed to among them is the hub's affair. */
const HUB = 'hub';

const body = z.object({
  type: z.string(),
  id: z.string().min(1).max(200).optional(),
  name: z.string().optional(),
  text: z.string().max(20_000).optional(),
  value: z
    .object({ state: z.enum(['accepted', 'failed', 'completed']) })
    .optional()
    .catch(undefined),
  conversation: z.object({ id: z.string().min(1).max(100) }),
  from: z
    .object({ name: z.string().max(200).optional() })
    .optional()
    .catch(undefined),
});

/** What the hub is answered: what came of it. */
export interface HubAnswer {
  readonly status: number;
  readonly outcome: string;
}

/**
 * What comes back from an agent hub, by the Bot Framework's hand-off protocol: `handoff.status` (accepted: an agent
 * joins; completed: they leave; failed: nobody could be found) and the messages of its agent, each an activity of the
 * hand-off's conversation, whose id is the case's.
 */
export class AgentHub {
  constructor(private readonly parts: AgentHubParts) {}

  /**
   * @param authorization the request's header
   * @param given         the parsed body
   * @throws TriageError HANDOFF_UNAUTHORIZED (401) or HANDOFF_INVALID (400)
   */
  async receive(authorization: string | undefined, given: unknown): Promise<HubAnswer> {
    if (!this.#knows(authorization)) {
      throw new TriageError('HANDOFF_UNAUTHORIZED', 'The hub has to send HANDOFF_SECRET as bearer.', {
        status: 401,
      });
    }
    const parsed = body.safeParse(given);
    if (!parsed.success) {
      const where = parsed.error.issues.map(({ path }) => path.join('.') || 'the body');
      throw new TriageError('HANDOFF_INVALID', `Not an activity of a hand-off: ${where.join(', ')}`, {
        status: 400,
      });
    }
    return this.#act(parsed.data);
  }

  async #act({ type, id, name, text, value, conversation, from }: z.infer<typeof body>): Promise<HubAnswer> {
    const { live, nameless } = this.parts;
    const staff = { id: HUB, firstName: firstName(from?.name) ?? nameless };
    const caseId = conversation.id;
    if (type === 'event' && name === 'handoff.status' && value) {
      if (value.state === 'accepted') return joined(await live.join(caseId, staff, { hub: true }));
      if (value.state === 'completed') return written(await live.leave(caseId, staff, { own: true }));
      await live.failed(caseId, staff);
      return { status: 200, outcome: 'done' };
    }
    if (type === 'message' && text !== undefined) {
      if (id === undefined) {
        throw new TriageError('HANDOFF_INVALID', 'A message needs an id: the same again is said once.', {
          status: 400,
        });
      }
      return written(await live.say(caseId, staff, { id, text }));
    }
    // Typing and whatever a hub may say besides.
    return { status: 200, outcome: 'ignored' };
  }

  #knows(authorization = ''): boolean {
    const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
    return timingSafeEqual(digest(authorization), digest(`Bearer ${this.parts.secret}`));
  }
}

/** The visitor learns the first name and nothing else. */
function firstName(name = ''): string | undefined {
  return /^[\p{L}\p{M}'’-]{1,40}/u.exec(name.trim())?.[0];
}

function joined(result: Joined): HubAnswer {
  const status = { joined: 200, taken: 409, impossible: 404 }[result.outcome];
  return { status, outcome: result.outcome };
}

function written({ outcome }: Written): HubAnswer {
  return { status: { done: 200, not_in: 409, refused: 400 }[outcome], outcome };
}
