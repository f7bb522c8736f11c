import type { JSX } from 'preact';
import { triageOf } from '../activity';
import type { Action, Activity } from '../activity';
import { schemeOf } from '../richText';
import { isOwn } from '../transcript';
import type { Transcript } from '../transcript';
import { linkTo } from './RichText';

interface ChoicesProps {
  readonly transcript: Transcript;
  readonly userId: string;
  readonly label: string;
  /** An answer that the practice's page has passed on, and the words in front of it. */
  readonly offer: string | undefined;
  readonly offerLabel: string;
  readonly choose: (text: string) => void;
}

/** What may be picked now, as buttons that stay in sight under the newest message. */
export function Choices(props: ChoicesProps): JSX.Element | null {
  const { transcript, userId, label, offer, offerLabel, choose } = props;
  const offered = offer === undefined ? [] : [{ title: `${offerLabel}: ${offer}`, value: offer }];
  const actions: readonly Action[] = [...offered, ...openChoices(transcript, userId)];
  if (actions.length === 0) return null;
  return (
    <div class="choices" role="group" aria-label={label}>
      {actions.map((action) => (
        <Choice key={action.title} action={action} choose={choose} />
      ))}
    </div>
  );
}

function Choice({ action, choose }: { action: Action; choose: (text: string) => void }): JSX.Element | null {
  const title = action.title ?? '';
  const value = typeof action.value === 'string' ? action.value : title;
  if (action.type === 'openUrl' || action.type === 'call') {
    return schemeOf(value) ? (
      <a class="choice" {...linkTo(value)}>
        {title}
      </a>
    ) : null;
  }
  return (
    <button type="button" class="choice" onClick={() => choose(value)}>
      {title}
    </button>
  );
}

/** The help card has its numbers as large buttons already. */
function isOnCard({ value }: Action, message: Activity): boolean {
  return triageOf(message)?.escalation !== undefined && (message.text ?? '').includes(`](${String(value)})`);
}

/** The choices of the bot's newest message, until the visitor has answered. */
export function openChoices({ messages, pending }: Transcript, userId: string): readonly Action[] {
  if (pending.length > 0) return [];
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index] as Activity;
    if (isOwn(message, userId)) return [];
    const actions = message.suggestedActions?.actions ?? [];
    if (actions.length > 0) return actions.filter((action) => !isOnCard(action, message));
  }
  return [];
}
