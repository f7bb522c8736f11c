import { Component, type JSX } from 'preact';
import type { Chat } from '../chat';
import type { WidgetConfig } from '../config';
import { Choices } from './Choices';
import { Composer } from './Composer';
import { Connection } from './Connection';
import { focusComposer } from './focus';
import { Header } from './Header';
import { laterParts, lazy } from './lazy';
import { Log } from './Log';

const Days = lazy((parts) => parts.Days);
const Options = lazy((parts) => parts.Options);

interface AppProps {
  readonly chat: Chat;
  readonly config: WidgetConfig;
  readonly speak: (language: string) => void;
  /** Given when the page stands alone: inside a practice's page, that page has the button. */
  readonly leave: (() => void) | undefined;
  readonly close: () => void;
}

/** The window: head and help, the conversation, what may be picked, where to write. */
export class App extends Component<AppProps, { options: boolean }> {
  override state = { options: false };

  override componentDidMount(): void {
    this.props.chat.subscribe(() => this.setState({}));
  }

  override getSnapshotBeforeUpdate(): boolean {
    return document.hasFocus() && document.activeElement !== document.body;
  }

  /** Whoever was at something that is gone now, at a number while there was no connection, say, goes on where one writes. */
  override componentDidUpdate(_props: AppProps, _state: object, hadFocus: boolean): void {
    if (hadFocus && document.activeElement === document.body) focusComposer();
  }

  override render(): JSX.Element {
    const { chat, config, leave } = this.props;
    const { state } = chat;
    const { strings } = config;
    const { transcript, userId, details } = state;
    const parts = laterParts();
    const question = parts?.questionOf(transcript, userId);
    const choose = (text: string): void => {
      this.send(text);
      focusComposer();
    };
    const retry = (id: string): void => {
      chat.retry(id);
      focusComposer();
    };
    return (
      <div class="app" onKeyDown={this.escape}>
        <Header config={config} options={this.state.options} toggle={this.toggle} leave={leave} />
        <main id="talk" tabIndex={-1}>
          {this.state.options && this.options()}
          <Log state={state} config={config} retry={retry} />
          <Connection state={state} config={config} />
          <div class="dock">
            {question && question.days.length > 0 && state.transcript.pending.length === 0 && (
              <Days
                key={question.id}
                days={question.days}
                label={strings.days}
                language={config.language}
                choose={({ label }) => choose(label)}
              />
            )}
            <Choices
              transcript={state.transcript}
              userId={state.userId}
              label={strings.choices}
              offer={parts?.offeredDetail(details, transcript, userId)}
              offerLabel={strings.from_page}
              choose={choose}
            />
            <Composer strings={strings} question={question} send={this.send} />
            <Privacy config={config} />
          </div>
        </main>
      </div>
    );
  }

  private options(): JSX.Element {
    const { chat, config, speak } = this.props;
    return (
      <Options
        config={config}
        remembered={chat.state.remembered}
        remember={(device) => chat.remember(device)}
        speak={speak}
        close={() => this.setState({ options: false })}
        restart={() => {
          this.setState({ options: false });
          chat.restart();
          focusComposer();
        }}
      />
    );
  }

  private readonly send = (text: string): void => this.props.chat.send(text);

  private readonly toggle = (): void => this.setState({ options: !this.state.options });

  /** Escape closes what was opened last. */
  private readonly escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    if (!this.state.options) this.props.close();
    else this.setState({ options: false }, () => document.getElementById('more')?.focus());
  };
}

function Privacy({ config }: { config: WidgetConfig }): JSX.Element {
  const { strings, privacyUrl } = config;
  return (
    <p class="privacy">
      {strings.privacy_note}{' '}
      {privacyUrl !== undefined && (
        <a href={privacyUrl} target="_blank" rel="noopener noreferrer">
          {strings.privacy}
        </a>
      )}
    </p>
  );
}
