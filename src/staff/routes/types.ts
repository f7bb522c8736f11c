import type { Content } from '../../content/types';
import type { Database } from '../../storage/types';
import type { Audit } from '../audit';
import type { Routes } from '../web/routes';

/** Whom a crisis alert reaches, as the practice has set it up. */
export interface AlertReach {
  /** Whether anybody is alerted at all. */
  readonly anybody: boolean;
  /** Whether the second contact is, when nobody takes it on. */
  readonly second: boolean;
}

/** What a part of the console is made of. */
export interface PartOfConsole {
  readonly routes: Routes;
  readonly content: Content;
  /** To read only: what is written goes through the visit, and so into the audit. */
  readonly db: Pick<Database, 'query'>;
  readonly audit: Audit;
  readonly alerts: AlertReach;
  readonly now: () => number;
}
