import type { Tier } from './types';

/**
 * The crisis lexicon as plain data: what a clinician writes in resources/crisis, read by the content room and given
 * to `createDetector`. Nothing here opens a file.
 */
export interface Lexicon {
  readonly spelling: Spelling;
  /** By language (`en`, `es` …): the slots and small words its phrases use. */
  readonly languages: Readonly<Record<string, LanguageTable>>;
  readonly entries: readonly Entry[];
  readonly cues: readonly Cue[];
}

/** How a message's spelling is brought to the one the phrases are written in. */
export interface Spelling {
  /** One character → what it stands for: `о` (Cyrillic) → `o`. */
  readonly homoglyphs: Readonly<Record<string, string>>;
  /** Inside a word that has letters too, a sign → the letters it may stand for, likeliest first: `1` → `il`. */
  readonly leet: Readonly<Record<string, string>>;
  /** An emoji → the word it is read as. */
  readonly emoji: Readonly<Record<string, string>>;
  /** One written word → the words it stands for, always: `dont` → `do not`, `kms` → `kill myself`. */
  readonly expand: Readonly<Record<string, string>>;
  /** One written word → a second reading beside its own: `k` → `que`, `star` → `estar`. */
  readonly also: Readonly<Record<string, string>>;
  /** Words found with one wrong, missing, extra or swapped letter as well. */
  readonly typos: readonly string[];
  /** Real words one letter away from those, which stay themselves: `drying`. */
  readonly notTypos: readonly string[];
  /** An unknown word that holds one of these may be words without spaces: `wanttodie`, `#killmyself`. */
  readonly glued: readonly string[];
}

/** What the phrases of one language have in common. */
export interface LanguageTable {
  /** Slot name → alternatives, each a phrase of its own (it may use other slots). */
  readonly slots: Readonly<Record<string, readonly string[]>>;
  /** Words that may stand anywhere inside a phrase without changing it: `just`, `really`, `pues`. */
  readonly fillers: readonly string[];
  /** First-person subjects. A plain negation before one does not reach behind it: "no, I want to die". */
  readonly subjects: readonly string[];
  /** All first-person words: one between another person and a topic makes the topic the writer's own. */
  readonly selves: readonly string[];
  /** Negations: no gap of a phrase leaps over one. */
  readonly negators: readonly string[];
  /** Words that end what a negation covers: `but`, `just`, `pero`. */
  readonly enders: readonly string[];
  /** Past forms: only a hit that holds one (or is a bare topic) can be told as history. */
  readonly past: readonly string[];
}

/** One thing to notice. */
export interface Entry {
  /** `<language>.<tier>.<name>`: stands in the escalation record. */
  readonly id: string;
  readonly language: string;
  readonly tier: Exclude<Tier, 'none'>;
  readonly phrases: readonly string[];
  /** A bare mention, no statement: a service question, a title, a job or a wide negation cancels it. */
  readonly topic: boolean;
  /** A stated time today or tonight in the same sentence makes it imminent. */
  readonly lifts: boolean;
  /** Counts only when the bot asked for the concern, or after an earlier hit in the conversation. */
  readonly weak: boolean;
  /** Counts only in a message of at most four words: a bare noun that in a longer text means little. */
  readonly short: boolean;
  readonly rationale: string;
  readonly owner: string;
  /** `unreviewed` until a clinician signs with a name and a date. */
  readonly review: string;
  /** Examples that this entry must find, and examples on which it must not fire. */
  readonly hits: readonly string[];
  readonly misses: readonly string[];
}

export const CUE_EFFECTS = [
  /** Directly before a hit (or within six words of a topic): cancels it. */
  'negation',
  /** Covers a whole clause, its subject included: "not that I …". Cancels. */
  'denial',
  /** Looks like a negation and is none: "cannot stop", "not just". A negation that shares a word with it is void. */
  'affirmation',
  /** Covers all that follows in the sentence: "what happens if someone says …". Cancels. */
  'hypothetical',
  /** A service question, a class, a job, a title: cancels the topics of its sentence. */
  'education',
  /** Cancels every hit whose last word it covers: "dying laughing". */
  'idiom',
  /** Another person as subject: a bare topic behind it is theirs. */
  'other',
  /** Tells that the hit is long ago. */
  'past',
  /** Tells that the writer is well now. */
  'well',
  /** Tells that it goes on: keeps a past hit acute. */
  'present',
  /** A time today or tonight: lifts a hit to imminent. */
  'now',
] as const;
export type CueEffect = (typeof CUE_EFFECTS)[number];

/** A sign that changes what a hit means. */
export interface Cue {
  readonly id: string;
  readonly language: string;
  readonly effect: CueEffect;
  readonly phrases: readonly string[];
  readonly rationale: string;
}
