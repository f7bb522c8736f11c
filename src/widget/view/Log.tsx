import { Component, createRef, type JSX } from 'preact';
import type { Activity } from '../activity';
import type { ChatState } from '../chat';
import type { WidgetConfig } from '../config';
import { isOwn } from '../transcript';
import type { Pending } from '../transcript';
import { BotMessage, OwnMessage } from './Message';
import { timeOf } from './timeOf';

interface LogProps {
  readonly state: ChatState;
  readonly config: WidgetConfig;
  readonly retry: (id: string) => void;
}

/** The conversation. New messages of the bot are read out; the view stays at the beginning of what is new. */
export class Log extends Component<LogProps> {
  private readonly scroller = createRef<HTMLDivElement>();
  private shown = '';

  override componentDidUpdate(): void {
    const { messages, pending } = this.props.state.transcript;
    // What has become of a message is said below it, and must be seen.
    const shows = `${messages.length}/${pending.map(({ status }) => status).join()}`;
    if (shows !== this.shown && this.scroller.current) toNewest(this.scroller.current);
    this.shown = shows;
  }

  override render(): JSX.Element {
    const { state, config } = this.props;
    const { strings } = config;
    const { messages, pending } = state.transcript;
    return (
      <div class="scroller" ref={this.scroller} tabIndex={0} role="region" aria-label={strings.messages}>
        <div role="log" aria-live={state.live ? 'polite' : 'off'} aria-label={strings.messages}>
          {state.ended && <p class="note">{strings.ended}</p>}
          {messages.map((activity, index) => this.row(activity, index))}
          {pending.map((message) => (
            <div class="row own-side first" key={message.id}>
              <OwnMessage text={message.text} config={config}>
                {this.delivery(message)}
              </OwnMessage>
            </div>
          ))}
        </div>
        {awaits(state) && (
          <div class="typing" key={messages.length}>
            <span class="sr">{messages.length === 0 ? strings.connecting : strings.typing}</span>
            <i />
            <i />
            <i />
          </div>
        )}
      </div>
    );
  }

  private row(activity: Activity, index: number): JSX.Element {
    const { state, config } = this.props;
    const { messages } = state.transcript;
    const own = isOwn(activity, state.userId);
    const [before, next] = [messages[index - 1], messages[index + 1]];
    const first = !before || isOwn(before, state.userId) !== own;
    const time = next && isOwn(next, state.userId) === own ? '' : timeOf(activity, config.language);
    return (
      // The same row before and after the server has shown a message back.
      <div
        class={`row ${own ? 'own-side' : 'bot-side'}${first ? ' first' : ''}`}
        key={(own && activity.channelData?.clientActivityID) || activity.id}
      >
        {own ? (
          <OwnMessage text={activity.text ?? ''} config={config} />
        ) : (
          <BotMessage
            activity={activity}
            config={config}
            transcript={state.transcript}
            userId={state.userId}
          />
        )}
        {time && (
          <time class="time" dateTime={activity.timestamp}>
            {time}
          </time>
        )}
      </div>
    );
  }

  /** What has become of a message that the server has not shown back. */
  private delivery({ id, status }: Pending): JSX.Element | false {
    const { state, config, retry } = this.props;
    const { strings } = config;
    if (status === 'sending') {
      return state.connection === 'offline' && <p class="delivery">{strings.waiting}</p>;
    }
    return (
      <p class="delivery">
        {strings.failed}{' '}
        <button type="button" class="quiet" onClick={() => retry(id)}>
          {strings.retry}
        </button>
      </p>
    );
  }
}

/** Whether an answer is on its way. The style sheet takes the dots away when it takes too long. */
function awaits({ transcript, connection, userId }: ChatState): boolean {
  const { messages, pending, typing } = transcript;
  const last = messages[messages.length - 1];
  if (connection === 'offline') return false;
  return typing || !last || (pending.length === 0 && isOwn(last, userId));
}

/** Scrolls so that what the bot said last can be read from its beginning. */
function toNewest(scroller: HTMLElement): void {
  const rows = Array.from(scroller.querySelectorAll<HTMLElement>('.row'));
  const lastOwn = rows.map((row) => row.classList.contains('own-side')).lastIndexOf(true);
  const anchor = rows[lastOwn + 1] ?? rows[lastOwn];
  const bottom = scroller.scrollHeight - scroller.clientHeight;
  scroller.scrollTop = anchor && lastOwn >= 0 ? Math.min(bottom, anchor.offsetTop - 12) : 0;
}
