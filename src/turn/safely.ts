import type { TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { MainDialog } from '../../dialogs/main';
import { turnOf } from '../../dialogs/turn';
import { TriageError } from '../errors';

/** What a conversation that met a fault goes on with. */
export interface SafelyParts {
  readonly main: MainDialog;
  readonly log: Logger;
}

/**
 * A fault of ours must not trap a visitor: a dialog that throws would throw again at every message. The stack is thrown
 * away, the answers are kept, and the menu is offered. A store that is down is no such fault: the turn fails whole.
 */
export async function safely(
  context: TurnContext,
  { main, log }: SafelyParts,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (error instanceof TriageError && error.code.startsWith('STORAGE_')) throw error;
    log.error(
      { err: error, code: 'DIALOG_FAILED', asks: turnOf(context).conversation.open?.asks },
      'dialog failed',
    );
    await main.restart(context, 'flow.recovered');
  }
}
