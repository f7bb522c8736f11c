import type { JSX } from 'preact';
import type { ChatState } from '../chat';
import type { WidgetConfig } from '../config';
import { schemeOf } from '../richText';

/**
 * Says when the connection is gone, and for a moment (the style sheet's) that it is back. Nobody answers meanwhile, and
 * whoever needs help now reads here, too, which numbers to call.
 */
export function Connection({ state, config }: { state: ChatState; config: WidgetConfig }): JSX.Element {
  const { connection, lost } = state;
  const { strings } = config;
  const numbers = config.helplines.filter(({ link }) => schemeOf(link) === 'tel');
  const offline = connection === 'offline';
  const text = offline
    ? `${strings.offline} ${strings.help_bar}`
    : connection === 'online' && lost
      ? strings.online
      : '';
  return (
    <p class={`connection ${connection}`} role="status" key={text}>
      {text}
      {offline && (
        <span class="meanwhile">
          {numbers.map(({ link, label, number }) => [
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
