import { Fragment, type JSX } from 'preact';
import { richText } from '../richText';
import type { Token } from '../richText';
import { Icon } from './icons';

/** Text with its line breaks and safe links. Everything goes in as text nodes, never as HTML. */
export function RichText({ text, actions }: { text: string; actions?: boolean }): JSX.Element {
  const paragraphs = text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '');
  return (
    <Fragment>
      {paragraphs.map((paragraph, index) => (
        <p key={index}>
          {paragraph.split('\n').map((line, number) => (
            <Fragment key={number}>
              {number > 0 && <br />}
              {richText(line).map((token, at) => (
                <Run key={at} token={token} action={actions === true} />
              ))}
            </Fragment>
          ))}
        </p>
      ))}
    </Fragment>
  );
}

/** @param action calls and texts become large buttons */
function Run({ token, action }: { token: Token; action: boolean }): JSX.Element {
  if (!('href' in token)) return <Fragment>{token.text}</Fragment>;
  if (token.kind === 'https') {
    return (
      <a href={token.href} target="_blank" rel="noopener noreferrer">
        {token.text}
      </a>
    );
  }
  const big = action && token.kind !== 'mailto';
  return (
    <a href={token.href} class={big ? 'action' : undefined}>
      {big && <Icon name={token.kind === 'sms' ? 'text' : 'phone'} />}
      {token.text}
    </a>
  );
}
