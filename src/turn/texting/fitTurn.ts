import type { ConversationState } from '../../../dialogs/turn';
import { capabilitiesOf } from '../../channels/capabilities';
import { fitTexts } from '../../channels/fitTexts';
import type { Content } from '../../content/types';
import { turnKeys } from '../turnRunner';
import type { Fit } from '../turnRunner';

/** Messages that one turn may send by text. */
const MESSAGES = 3;

/** Holds the replies of a turn to what a text channel takes; the rest stays in the state until it is asked for. */
export function createFit(content: Content): Fit {
  return (replies, incoming, work) => {
    const { smsParts: parts } = capabilitiesOf(incoming.channelId);
    const said = replies.filter(({ type, text = '' }) => type === 'message' && text !== '');
    const [first] = said;
    if (parts === undefined || !first) return replies;
    const more = content.text('texting.more', first.locale ?? content.languages[0] ?? 'en');
    const { now, later } = fitTexts(
      said.map(({ text = '' }) => text),
      { parts, messages: MESSAGES, more },
    );
    if (later.length > 0) {
      work.change<ConversationState>(turnKeys(incoming).conversation, (state) => {
        state.more = [...later];
      });
    }
    return now.map((text) => ({ ...first, text }));
  };
}
