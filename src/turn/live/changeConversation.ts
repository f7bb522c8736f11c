import type { ConversationState } from '../../../dialogs/turn';
import { TriageError } from '../../errors';
import { ConflictError } from '../../storage/conflictError';
import type { Database } from '../../storage/types';
import type { Lanes } from '../lanes';
import { UnitOfWork } from '../unitOfWork';

const ATTEMPTS = 20;

/**
 * Changes a conversation's document from outside of its turns, in their lane and under the same guard: a turn that is
 * under way elsewhere runs again on what has changed. Undefined when there is no such document any more.
 *
 * @param change may run several times; its only effects are on the state and what it stages
 */
export async function changeConversation<T>(
  { db, lanes }: { readonly db: Database; readonly lanes: Lanes },
  conversation: string,
  change: (state: ConversationState, work: UnitOfWork) => Promise<T> | T,
): Promise<T | undefined> {
  return lanes.run([conversation], async () => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const work = await UnitOfWork.open(db, [conversation]);
      const state = work.get<ConversationState>(conversation);
      if (!state) return undefined;
      const result = await change(state, work);
      work.put(conversation, state);
      try {
        const statements = work.statements();
        if (statements.length > 0) await db.transaction(statements);
        return result;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
      }
    }
    throw new TriageError('TURN_CONTENDED', `A change met a conflict ${ATTEMPTS} times; try again.`, {
      status: 503,
    });
  });
}
