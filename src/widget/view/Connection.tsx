import type { JSX } from 'preact';
import type { ChatState } from '../chat';
import type { WidgetConfig } from '../config';

/**
 * Says when the connection is gone, and for a moment (the style sheet's) that it is back. Nobody answers meanwhile, and
 * whoever needs help now reads here which numbers need no connection.
 */
export function Connection({ state, config }: { state: ChatState; config: WidgetConfig }): JSX.Element {
  const { connection, lost } = state;
  const { strings, helplines } = config;
  const offline = connection === 'offline';
  const text = offline ? strings.offline : connection === 'online' && lost ? strings.online : '';
  return (
    <p class={`connection ${connection}`} role="status" key={text}>
      {text}
      {offline && (
        <span class="meanwhile">
          {strings.help_bar}
          {helplines.map(({ link, label, number }) => [
            ' ',
            <a key={link} href={link}>
              {label} {number}
            </a>,
          ])}
        </span>
      )}
    </p>
  );
}
