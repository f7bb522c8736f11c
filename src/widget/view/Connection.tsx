import type { JSX } from 'preact';
import type { ChatState } from '../chat';
import type { WidgetStrings } from '../config';

/** Says when the connection is gone, and for a moment (the style sheet's) that it is back. */
export function Connection({ state, strings }: { state: ChatState; strings: WidgetStrings }): JSX.Element {
  const { connection, lost } = state;
  const text =
    connection === 'offline' ? strings.offline : connection === 'online' && lost ? strings.online : '';
  return (
    <p class={`connection ${connection}`} role="status" key={text}>
      {text}
    </p>
  );
}
