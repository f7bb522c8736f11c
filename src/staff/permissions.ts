import type { Member, Role } from './types';

/** What can be allowed. Whoever may see something may work on it; what goes beyond has a name of its own. */
export type Permission =
  /** The queue, cases, their conversations. A clinician sees escalations and what is assigned to them. */
  | 'cases'
  /** Give a case to somebody else. */
  | 'assign'
  /** Bookings and groups. A clinician sees their own. */
  | 'bookings'
  /** Enter and change bookings and blocks. */
  | 'diary'
  /** Messages that did not reach their receiver. */
  | 'letters'
  | 'export'
  /** The audit, and who has an account. */
  | 'audit';

const ALLOWED: Readonly<Record<Permission, readonly Role[]>> = {
  cases: ['front_desk', 'clinician', 'admin'],
  assign: ['front_desk', 'admin'],
  bookings: ['front_desk', 'clinician', 'admin'],
  diary: ['front_desk', 'admin'],
  letters: ['front_desk', 'admin'],
  export: ['front_desk', 'admin'],
  audit: ['admin'],
};

/** Whether a member may do something. */
export function may({ role }: Member, permission: Permission): boolean {
  return ALLOWED[permission].includes(role);
}
