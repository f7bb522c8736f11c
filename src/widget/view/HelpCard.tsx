import { Fragment, type JSX } from 'preact';
import type { Triage } from '../activity';
import type { WidgetConfig } from '../config';
import { richText } from '../richText';
import type { Token } from '../richText';
import { CARE, Icon, PHONE, TEXT } from './icons';
import { RichText } from './RichText';

interface HelpCardProps {
  readonly text: string;
  readonly help: NonNullable<Triage['escalation']>;
  readonly config: WidgetConfig;
}

/** What the bot says to someone in crisis, and every number in it once more as a large button that says what it is. */
export function HelpCard({ text, help, config }: HelpCardProps): JSX.Element {
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
          <span>
            {labelOf(href, help, config)} <strong>{number}</strong>
          </span>
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

/** The word before the number: the bot's, the help bar's where it has the line, else what the link does. */
function labelOf(href: string, { lines = [] }: HelpCardProps['help'], config: WidgetConfig): string {
  const known = [...lines, ...config.helplines].find((line) => line.link === href);
  return known?.label ?? (href.startsWith('sms:') ? config.strings.text : config.strings.call);
}
