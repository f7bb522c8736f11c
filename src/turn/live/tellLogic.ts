import type { Logger } from 'pino';
import type { MainDialog } from '../../../dialogs/main';
import type { Content } from '../../content/types';
import type { Database } from '../../storage/types';
import { loadTurn } from '../loadTurn';
import { safely } from '../safely';
import type { Logic } from '../turnRunner';
import { tellPending } from './tellPending';

/** What the logic is made of. */
export interface TellParts {
  readonly main: MainDialog;
  readonly content: Content;
  readonly db: Database;
  readonly now: () => number;
  readonly log: Logger;
}

/** The logic of a turn that says what waits for the visitor; when the bot is back, its open question comes again, unless others may see it. */
export function createTellLogic(parts: TellParts): (occasion: string) => Logic {
  return (occasion) => async (context, work) => {
    const { turn, keep } = loadTurn(context, work, parts);
    const back = await tellPending(context, parts.db, occasion);
    if (back && !turn.discreet) await safely(context, parts, () => parts.main.again(context));
    keep();
  };
}
