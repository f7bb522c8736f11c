/** What a member of staff may do; {@link may} has the table. */
export const ROLES = ['front_desk', 'clinician', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** One person of the practice's staff with an account. */
export interface Member {
  readonly id: string;
  /** What they sign in with: small letters, digits and `.`, `_`, `-`, `@`. */
  readonly login: string;
  /** As colleagues read it. */
  readonly name: string;
  readonly role: Role;
  /** Which clinician of the profile this is, where it is one. */
  readonly clinician?: string;
}

/** A member who is signed in. */
export interface Session {
  /** Hash of the cookie's value: the session's key in the store. */
  readonly key: string;
  readonly member: Member;
  /** What every form of this session carries. */
  readonly csrf: string;
}
