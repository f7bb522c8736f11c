/** Everything a message can be asking for or doing. Definitions: test/understanding/RULES.md. */
export const INTENTS = [
  'greet',
  'thanks',
  'goodbye',
  'explain_individual',
  'explain_group',
  'explain_couples_family',
  'compare',
  'help_choose',
  'book',
  'reschedule',
  'cancel_booking',
  'faq_cost',
  'faq_insurance',
  'faq_confidentiality',
  'faq_group_size',
  'faq_therapist_qualifications',
  'faq_first_session',
  'faq_effectiveness',
  'faq_session_length',
  'faq_online',
  'faq_location_hours',
  'faq_group_members',
  'faq_both_formats',
  'faq_concerns_treated',
  'talk_to_human',
  'change_answer',
  'go_back',
  'start_over',
  'repeat',
  'help',
  'skip',
  'bot_identity',
  'privacy_data',
  'delete_my_data',
  'change_language',
  'answer',
  'none',
] as const;
export type Intent = (typeof INTENTS)[number];

/** Days of the week, in week order. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

/** A window of time that suits: local clock times `HH:MM`, `from` before `to`. */
export interface Window {
  readonly days: readonly Day[];
  readonly from: string;
  readonly to: string;
}

/** Whole units of the profile's currency. `max` alone means "up to"; equal bounds mean one figure was given. */
export interface Budget {
  readonly min?: number;
  readonly max?: number;
  readonly currency: string;
  readonly per: 'session' | 'month';
}

export const CONCERNS = [
  'anxiety',
  'depression',
  'stress',
  'grief',
  'trauma',
  'relationship',
  'family_conflict',
  'substance_use',
  'anger',
  'self_esteem',
  'social_anxiety',
  'life_transition',
  'work',
  'parenting',
  'eating',
  'sleep',
  'identity',
  'loneliness',
  'other',
] as const;
export type Concern = (typeof CONCERNS)[number];

/** The captured preferences and contact details, by slot id. Only what was given is present. */
export interface Slots {
  for_whom?: 'self' | 'couple' | 'family' | 'child' | 'other_adult';
  concerns?: Concern[];
  attention?: 'important' | 'not_important' | 'unsure';
  sharing?: 'comfortable' | 'uncomfortable' | 'unsure';
  privacy?: 'high' | 'normal' | 'unsure';
  pace?: 'own' | 'shared' | 'unsure';
  budget?: Budget;
  availability?: Window[];
  mode?: 'in_person' | 'online' | 'either';
  format?: 'individual' | 'group' | 'couples_family' | 'either';
  name?: string;
  /** E.164. */
  phone?: string;
  email?: string;
}
export const SLOTS = [
  'for_whom',
  'concerns',
  'attention',
  'sharing',
  'privacy',
  'pace',
  'budget',
  'availability',
  'mode',
  'format',
  'name',
  'phone',
  'email',
] as const satisfies readonly (keyof Slots)[];
export type Slot = (typeof SLOTS)[number];

/** One message, understood. */
export interface Understanding {
  readonly intent: Intent;
  readonly slots: Slots;
  /** With `change_answer` that names a slot and gives no new value. */
  readonly target?: { readonly slot: Slot };
}

/** What the reading of a message depends on besides its text. */
export interface Reading {
  /** Language the conversation is in: `en` or `es`. */
  readonly lang: string;
  /** The slot that has just been asked for, or null. */
  readonly asked: Slot | null;
}

/**
 * Understands one message. Never rejects: when a recognizer hangs or is not there, what the rules alone found is the
 * answer. The same instance serves every conversation.
 */
export interface Understander {
  understand(text: string, reading: Reading): Promise<Understanding>;
  /** Ends the recognizer workers. */
  close(): Promise<void>;
}
