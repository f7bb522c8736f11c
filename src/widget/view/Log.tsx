import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Activity } from '../activity';
import type { ChatState } from '../chat';
import type { WidgetStrings } from '../config';
import { isOwn } from '../transcript';
import { BotMessage, OwnMessage } from './Message';

const PAUSE_WORTH_A_TIME = 5 * 60_000;
const TYPING_AT_MOST = 20_000;

interface LogProps {
  readonly state: ChatState;
  readonly strings: WidgetStrings;
  readonly language: string;
  readonly retry: (id: string) => void;
}

/** The conversation. New messages of the bot are read out; the view stays at the beginning of what is new. */
export function Log({ state, strings, language, retry }: LogProps): JSX.Element {
  const { messages, pending } = state.transcript;
  const scroller = useRef<HTMLDivElement>(null);
  const shows = `${messages.length}/${pending.length}/${state.connection}`;
  useLayoutEffect(() => {
    if (scroller.current) toNewest(scroller.current);
  }, [shows]);
  return (
    <div
      class="scroller"
      id="scroller"
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label={strings.messages}
    >
      <div
        role="log"
        aria-live={state.wasOnline ? 'polite' : 'off'}
        aria-label={strings.messages}
        class="log"
      >
        {state.ended && <p class="note">{strings.ended}</p>}
        {messages.map((activity, index) => (
          <div class={rowClass(messages, index, state.userId)} key={keyOf(activity, state.userId)}>
            {isOwn(activity, state.userId) ? (
              <OwnMessage text={activity.text ?? ''} strings={strings} />
            ) : (
              <BotMessage activity={activity} strings={strings} />
            )}
            <Time messages={messages} index={index} language={language} userId={state.userId} />
          </div>
        ))}
        {pending.map((message) => (
          <div class="row own-side first" key={message.id}>
            <OwnMessage text={message.text} strings={strings}>
              {message.status === 'failed' ? (
                <p class="delivery">
                  {strings.failed}{' '}
                  <button type="button" class="quiet" onClick={() => retry(message.id)}>
                    {strings.retry}
                  </button>
                </p>
              ) : (
                state.connection !== 'online' && <p class="delivery">{strings.waiting}</p>
              )}
            </OwnMessage>
          </div>
        ))}
      </div>
      <Typing state={state} label={messages.length === 0 ? strings.connecting : strings.typing} />
    </div>
  );
}

/** Scrolls so that what the bot said last can be read from its beginning. */
function toNewest(scroller: HTMLElement): void {
  const rows = Array.from(scroller.querySelectorAll<HTMLElement>('.row'));
  const lastOwn = rows.map((row) => row.classList.contains('own-side')).lastIndexOf(true);
  const anchor = rows[lastOwn + 1] ?? rows[rows.length - 1];
  const bottom = scroller.scrollHeight - scroller.clientHeight;
  scroller.scrollTop = anchor && lastOwn >= 0 ? Math.min(bottom, anchor.offsetTop - 12) : 0;
}

/** The same row before and after the server has shown the message back. */
function keyOf(activity: Activity, userId: string): string | undefined {
  return (isOwn(activity, userId) && activity.channelData?.clientActivityID) || activity.id;
}

function rowClass(messages: readonly Activity[], index: number, userId: string): string {
  const own = isOwn(messages[index] as Activity, userId);
  const before = messages[index - 1];
  const first = !before || isOwn(before, userId) !== own;
  return `row ${own ? 'own-side' : 'bot-side'}${first ? ' first' : ''}`;
}

/** The time, under the last message before the other side speaks or before a pause. */
function Time(props: {
  messages: readonly Activity[];
  index: number;
  language: string;
  userId: string;
}): JSX.Element | null {
  const { messages, index, userId } = props;
  const activity = messages[index] as Activity;
  const next = messages[index + 1];
  const at = Date.parse(activity.timestamp ?? '');
  const goesOn =
    next &&
    isOwn(next, userId) === isOwn(activity, userId) &&
    Date.parse(next.timestamp ?? '') - at < PAUSE_WORTH_A_TIME;
  if (Number.isNaN(at) || goesOn) return null;
  const today = new Date(at).toDateString() === new Date().toDateString();
  const form: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
  if (!today) Object.assign(form, { day: 'numeric', month: 'short' });
  return (
    <time class="time" dateTime={activity.timestamp}>
      {new Intl.DateTimeFormat(props.language, form).format(at)}
    </time>
  );
}

/** Three dots while an answer is on its way. */
function Typing({ state, label }: { state: ChatState; label: string }): JSX.Element | null {
  const { messages, pending, typing } = state.transcript;
  const last = messages[messages.length - 1];
  const waits = typing || !last || (pending.length === 0 && isOwn(last, state.userId));
  const [tooLong, setTooLong] = useState(false);
  useEffect(() => {
    setTooLong(false);
    const timer = setTimeout(() => setTooLong(true), TYPING_AT_MOST);
    return () => clearTimeout(timer);
  }, [waits, last?.id]);
  if (!waits || tooLong || state.connection === 'offline') return null;
  return (
    <div class="typing">
      <span class="sr">{label}</span>
      <i />
      <i />
      <i />
    </div>
  );
}
