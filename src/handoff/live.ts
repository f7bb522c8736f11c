/** Who of the staff joins a conversation. The visitor is told the first name and nothing else. */
export interface StaffMember {
  /** Of the account; stays on the server. */
  readonly id: string;
  readonly firstName: string;
}

/** What came of joining. */
export type Joined =
  /** The bot is silent from now on, and the visitor is told. Joining again as the same person is the same. */
  | { readonly outcome: 'joined' }
  /** Somebody else is in the conversation. */
  | { readonly outcome: 'taken'; readonly by: StaffMember }
  /**
   * There is nothing to join: no such case, a case that came without a conversation or whose visitor had their data
   * deleted (`gone`), a room with several people (`group`), or a channel that this bot can not write to first
   * (`unreachable`: it is not configured any more).
   */
  | { readonly outcome: 'impossible'; readonly why: 'unknown' | 'gone' | 'group' | 'unreachable' };

/** What came of writing or leaving. */
export type Written =
  | { readonly outcome: 'done' }
  /** The visitor has the bot back, or somebody else is in: nothing was sent. */
  | { readonly outcome: 'not_in' }
  /** Empty, or longer than {@link SAY_AT_MOST}: nothing was sent. */
  | { readonly outcome: 'refused' };

/** The most that one message to a visitor may hold, in characters. */
export const SAY_AT_MOST = 2_000;

/** Why a conversation went back to the bot: `left` staff, `visitor` asked for it, `idle`, `failed` the agent hub. */
export type HandedBack = 'left' | 'visitor' | 'idle' | 'failed';

/** What the conversation's document says while somebody is in. Plain JSON; times in ms since 1970. */
export interface LiveState {
  readonly session: string;
  readonly caseId: string;
  readonly staff: StaffMember;
  /** An agent hub is in (HANDOFF_URL): what the visitor writes is sent there. */
  readonly hub?: boolean;
  /** Since when nobody has written: staff's last words, or the first of the visitor's that they left without answer. */
  idleFrom: number;
  /** The visitor has written since. */
  waiting?: boolean;
  /** Handed back; the visitor is still to be told. */
  ended?: HandedBack;
}

/** One line of what staff see, in order. `at`: ms since 1970. */
export type LiveLine = { readonly seq: number; readonly at: number } & (
  | {
      readonly from: 'visitor';
      readonly text: string;
      /** Crisis help went out on this message first. */
      readonly crisis?: boolean;
    }
  | {
      readonly from: 'staff';
      readonly text: string;
      readonly by: StaffMember;
      /** `waiting`: on its way; `sent`: the channel took it; `dropped`: the conversation was handed back before. */
      readonly delivery: 'waiting' | 'sent' | 'dropped';
    }
  /** Said by the bot before, in its words. Only in {@link LiveView.before}. */
  | { readonly from: 'bot'; readonly text: string }
  | { readonly from: 'note'; readonly note: 'joined'; readonly by: StaffMember }
  | { readonly from: 'note'; readonly note: HandedBack }
);

/** What the console shows of a case's conversation. */
export interface LiveView {
  /** `none`: nobody was in; `live`: somebody is; `ended`: the bot has it back. */
  readonly state: 'none' | 'live' | 'ended';
  /** Who is in, and since when (ms since 1970). */
  readonly staff?: StaffMember;
  readonly since?: number;
  /** When it is handed back unless somebody writes (ms since 1970). */
  readonly idleAt?: number;
  /** Whether the visitor agreed that staff read what was written before; only then {@link before} holds anything. */
  readonly shared: boolean;
  /** What was written before anybody joined, oldest first; empty without the visitor's consent. */
  readonly before: readonly LiveLine[];
  /** What was written since somebody joined: after `after`, oldest first. */
  readonly lines: readonly LiveLine[];
}

/**
 * How staff join a visitor's conversation. While somebody is in, the bot falls silent: no dialog runs, what the visitor
 * writes is filed for staff, and crisis help still goes out first on every message. State is in the store, so that it
 * holds in every process and after a restart. What is said reaches the visitor at least once, in order, with a stable
 * id. Who may use this is for the caller to decide and to audit.
 */
export interface Live {
  /** @param caseId `cases.id`, of a hand-off or an escalation */
  join(caseId: string, staff: StaffMember): Promise<Joined>;
  /** @param id made by the writer's client: the same again is the same message */
  say(caseId: string, staff: StaffMember, message: { id: string; text: string }): Promise<Written>;
  /** @param after `seq` of the last line that is known; 0 or left out: all, with what was written before */
  read(caseId: string, after?: number): Promise<LiveView>;
  /** Hands the conversation back to the bot; the visitor is told. Any member of staff may. */
  leave(caseId: string, staff: StaffMember): Promise<Written>;
  /** Cases that somebody is in now, by `cases.id`. */
  active(): Promise<readonly { caseId: string; staff: StaffMember; since: number }[]>;
}
