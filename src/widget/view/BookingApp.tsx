import { Component, createRef, type JSX } from 'preact';
import type { BookingClient } from '../bookingClient';
import type {
  BookingPageConfig,
  BookingPageString,
  BookingPageStrings,
  BookingPageTimes,
  BookingPageView,
} from '../bookingConfig';
import { HttpFault } from '../http';
import { saveFile } from '../saveFile';
import { BookingCard } from './BookingCard';
import { BookingTimes } from './BookingTimes';

interface BookingAppProps {
  readonly config: BookingPageConfig;
  /** Undefined when the page was opened without a link. */
  readonly client: BookingClient | undefined;
}

interface BookingAppState {
  readonly language: string;
  readonly view?: BookingPageView;
  /** What was picked instead of looking: the list of times, or the question whether to cancel. */
  readonly step: 'look' | 'times' | 'cancel';
  readonly times?: BookingPageTimes;
  readonly picked?: string;
  /** What has just come of it, or what went wrong. */
  readonly told?: { readonly name: BookingPageString; readonly bad: boolean };
  readonly busy: boolean;
}

/** One booking: what it is, and what can be done with it. */
export class BookingApp extends Component<BookingAppProps, BookingAppState> {
  private readonly top = createRef<HTMLHeadingElement>();

  override state: BookingAppState = {
    language: this.known(this.props.client?.language) ?? this.props.config.language,
    step: 'look',
    busy: false,
  };

  override componentDidMount(): void {
    if (this.props.client) this.look();
  }

  override render(): JSX.Element {
    const { config, client } = this.props;
    const { view, told, busy } = this.state;
    const { strings } = this;
    document.documentElement.lang = this.state.language;
    document.title = `${strings.title} · ${config.practiceName}`;
    const waiting = client && !view && !told;
    return (
      <div class="sheet">
        <header>
          <p class="practice">{config.practiceName}</p>
          {this.languages()}
        </header>
        <main aria-busy={busy}>
          <h1 tabIndex={-1} ref={this.top}>
            {strings.title}
          </h1>
          <div role="status">
            {waiting && <p class="quiet">{strings.loading}</p>}
            {told && <p class={told.bad ? 'told bad' : 'told'}>{strings[told.name]}</p>}
          </div>
          {!client && <p class="told bad">{strings.no_link}</p>}
          {view ? this.booking(view) : told?.bad && client && this.again()}
        </main>
        <footer>
          <p>
            {strings.call} <a href={config.phone.link}>{config.phone.shown}</a>
          </p>
        </footer>
      </div>
    );
  }

  private booking(view: BookingPageView): JSX.Element {
    const { step, times, picked, busy } = this.state;
    const { strings } = this;
    return (
      <>
        <BookingCard view={view} strings={strings} />
        {step === 'look' && this.actions(view)}
        {step === 'cancel' && (
          <div class="ask">
            <p id="ask" tabIndex={-1}>
              {strings.cancel_ask}
            </p>
            {this.button('cancel_yes', () => this.change('cancelled', 'cancel'), 'strong')}
            {this.button('keep', () => this.lookAgain())}
          </div>
        )}
        {step === 'times' && (
          <BookingTimes
            times={times}
            picked={picked}
            group={view.kind === 'group'}
            busy={busy}
            strings={strings}
            pick={(id) => this.setState({ picked: id })}
            language={this.state.language}
            more={() => this.times(times?.items.length ?? 0, times?.days.find(({ shown }) => shown)?.date)}
            choose={(date) => this.times(0, date)}
            move={() => this.move()}
            back={() => this.lookAgain()}
          />
        )}
      </>
    );
  }

  private actions({ can }: BookingPageView): JSX.Element {
    return (
      <div class="actions">
        {can.answer && this.button('accept', () => this.change('accepted', 'accept'), 'strong')}
        {can.answer && this.button('decline', () => this.change('declined', 'decline'))}
        {can.move && this.button('move', () => this.times(0))}
        {can.calendar && this.button('calendar', () => this.calendar())}
        {can.cancel &&
          this.button('cancel', () => {
            this.setState({ step: 'cancel' }, () => focusOn('ask'));
            this.forget();
          })}
      </div>
    );
  }

  private languages(): JSX.Element | undefined {
    const others = this.props.config.languages.filter((one) => one !== this.state.language);
    if (others.length === 0) return undefined;
    return (
      <nav aria-label={this.strings.language}>
        {others.map((language) => (
          <button type="button" class="plain" lang={language} onClick={() => this.speak(language)}>
            {new Intl.DisplayNames([language], { type: 'language' }).of(language)}
          </button>
        ))}
      </nav>
    );
  }

  private again(): JSX.Element {
    return <div class="actions">{this.button('retry', () => this.look())}</div>;
  }

  private button(name: BookingPageString, act: () => void, kind = ''): JSX.Element {
    return (
      <button type="button" class={kind} disabled={this.state.busy} onClick={act}>
        {this.strings[name]}
      </button>
    );
  }

  private get strings(): BookingPageStrings {
    const { strings, language } = this.props.config;
    return (strings[this.state?.language ?? language] ?? strings[language]) as BookingPageStrings;
  }

  private known(language: string | undefined): string | undefined {
    return this.props.config.languages.find((one) => one === language);
  }

  private readonly look = (): void => {
    void this.wait(async (client, language) => {
      this.setState({ view: await client.see(language) });
    });
  };

  private speak(language: string): void {
    this.setState({ language, step: 'look' }, () => this.props.client && this.look());
  }

  private times(skip: number, on?: string): void {
    void this.wait(async (client, language) => {
      const found = await client.times(language, skip, on);
      const before = skip > 0 ? (this.state.times?.items ?? []) : [];
      const opens = this.state.step !== 'times';
      this.setState({ step: 'times', times: { ...found, items: [...before, ...found.items] } }, () => {
        if (opens) focusOn('times');
      });
    });
  }

  private move(): void {
    const { picked } = this.state;
    if (picked === undefined) return;
    void this.wait(async (client, language) => {
      const view = await client.move(language, picked);
      this.setState({ view, step: 'look', told: { name: 'moved', bad: false } });
      this.top.current?.focus();
    });
  }

  private change(told: 'cancelled' | 'accepted' | 'declined', what: 'cancel' | 'accept' | 'decline'): void {
    void this.wait(async (client, language) => {
      const view = await client.act(what, language);
      this.setState({ view, step: 'look', told: { name: told, bad: false } });
      this.top.current?.focus();
    });
  }

  private calendar(): void {
    void this.wait(async (client) => {
      const { name, text } = await client.calendar();
      saveFile(name, text, 'text/calendar');
    });
  }

  private lookAgain(): void {
    this.setState({ step: 'look' }, () => this.top.current?.focus());
  }

  private forget(): void {
    this.setState({ told: undefined } as unknown as BookingAppState);
  }

  /** Asks the server, one thing at a time, and says what went wrong. */
  private async wait(ask: (client: BookingClient, language: string) => Promise<void>): Promise<void> {
    const { client } = this.props;
    if (!client || this.state.busy) return;
    this.setState({ busy: true });
    this.forget();
    try {
      await ask(client, this.state.language);
    } catch (error) {
      this.setState({ told: { name: reasonOf(error), bad: true } });
    } finally {
      this.setState({ busy: false });
    }
  }
}

/** What was pressed has gone; whoever goes by keyboard or by ear is taken to what came for it. */
function focusOn(id: string): void {
  document.getElementById(id)?.focus();
}

/** What went wrong, as the page says it. */
function reasonOf(error: unknown): BookingPageString {
  const status = error instanceof HttpFault ? error.status : 0;
  if (status === 403 || status === 410) return 'ended';
  if (status === 409) return 'gone';
  return status === 429 ? 'busy' : 'offline';
}
