import { Fragment, type JSX } from 'preact';
import type { WidgetConfig } from '../config';
import { richText } from '../richText';
import type { Token } from '../richText';
import { CARE, Icon, PHONE, TEXT } from './icons';
import { RichText } from './RichText';

/** What the bot says to someone in crisis, and every number in it once more as a large button. */
export function HelpCard({ text, config }: { text: string; config: WidgetConfig }): JSX.Element {
  // The first paragraph acknowledges; what to do comes straight after it, without scrolling.
  const first = (text + '\n\n').indexOf('\n\n');
  return (
    <Fragment>
      <p class="card-title">
        <Icon path={CARE} />
        {config.strings.help_now}
      </p>
      <RichText text={text.slice(0, first)} />
      {numbersIn(text).map(({ href, kind, text: number }) => (
        <a key={href} class="action" href={href}>
          <Icon path={kind === 'sms' ? TEXT : PHONE} />
          {labelOf(href, config)} {number}
        </a>
      ))}
      <RichText text={text.slice(first)} />
    </Fragment>
  );
}

type Link = Extract<Token, { href: string }>;

function numbersIn(text: string): Link[] {
  const links = richText(text.replace(/\n/g, ' ')).filter(
    (token): token is Link => 'href' in token && (token.kind === 'tel' || token.kind === 'sms'),
  );
  return links.filter((link, index) => links.findIndex((one) => one.href === link.href) === index);
}

/** The word before the number: the help bar's where it has the line, else what the link does. */
function labelOf(href: string, { helplines, strings }: WidgetConfig): string {
  const known = helplines.find((line) => line.link === href);
  return known?.label ?? (href.startsWith('sms:') ? strings.text : strings.call);
}
