import type { Content } from '../../content/types';
import type { Database } from '../../storage/types';
import type { Audit } from '../audit';
import type { Routes } from '../web/routes';

/** What a part of the console is made of. */
export interface PartOfConsole {
  readonly routes: Routes;
  readonly content: Content;
  /** To read only: what is written goes through the visit, and so into the audit. */
  readonly db: Pick<Database, 'query'>;
  readonly audit: Audit;
  readonly now: () => number;
}
