import type { JSX } from 'preact';
import type { WidgetConfig } from '../config';
import { schemeOf } from '../richText';
import { Icon, LEAF, MORE, PHONE, TEXT } from './icons';

interface HeaderProps {
  readonly config: WidgetConfig;
  readonly options: boolean;
  readonly toggle: () => void;
  /** Given when the page stands alone: inside a practice's page, that page has the button. */
  readonly leave: (() => void) | undefined;
}

/** Who speaks here, that it is automated, and the help that is always in sight. */
export function Header({ config, options, toggle, leave }: HeaderProps): JSX.Element {
  const { strings } = config;
  return (
    <header>
      <div class="head">
        <span class="mark">
          <Icon path={LEAF} />
        </span>
        <div class="who">
          <h1>{config.practiceName}</h1>
          <p>{strings.assistant}</p>
        </div>
        {leave && (
          <button type="button" class="leave" title={strings.exit_hint} onClick={leave}>
            {strings.exit}
          </button>
        )}
        <button
          type="button"
          class="more"
          id="more"
          aria-expanded={options}
          aria-controls="options"
          aria-label={strings.options}
          onClick={toggle}
        >
          <Icon path={MORE} />
        </button>
      </div>
      <HelpBar config={config} />
    </header>
  );
}

/** Emergency number and crisis line: links that need nothing but this page. */
function HelpBar({ config }: { config: WidgetConfig }): JSX.Element {
  return (
    <nav class="help" aria-label={config.strings.help_bar}>
      {config.helplines.map((line) => (
        <a key={line.link} href={line.link}>
          <Icon path={schemeOf(line.link) === 'sms' ? TEXT : PHONE} />
          <span>
            {line.label} <strong>{line.number}</strong>
          </span>
        </a>
      ))}
    </nav>
  );
}
