import { Fragment, type JSX } from 'preact';
import { richText } from '../richText';
import type { Token } from '../richText';

const BULLET = /^[•–-] /;

/** Text with its line breaks and safe links. Everything goes in as text nodes, never as HTML. */
export function RichText({ text }: { text: string }): JSX.Element {
  const paragraphs = text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '');
  return (
    <Fragment>
      {paragraphs.map((paragraph, index) => (
        <p key={index}>
          {paragraph.split('\n').map((line, number) => (
            <span key={number} class={BULLET.test(line) ? 'line bullet' : 'line'}>
              {richText(line).map(run)}
            </span>
          ))}
        </p>
      ))}
    </Fragment>
  );
}

/** Attributes of a link: web pages open beside the practice's page, numbers in the phone. */
export function linkTo(href: string): JSX.IntrinsicElements['a'] {
  return /^http/i.test(href) ? { href, target: '_blank', rel: 'noopener noreferrer' } : { href };
}

function run(token: Token, index: number): JSX.Element | string {
  if (!('href' in token)) return token.text;
  return (
    <a key={index} {...linkTo(token.href)}>
      {token.text}
    </a>
  );
}
