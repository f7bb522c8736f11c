import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Chat, ChatState } from '../chat';
import type { WidgetConfig } from '../config';
import { Choices } from './Choices';
import { Composer } from './Composer';
import { focusComposer } from './focus';
import { Header } from './Header';
import { Log } from './Log';
import { Options } from './Options';

interface AppProps {
  readonly chat: Chat;
  readonly config: WidgetConfig;
  readonly speak: (language: string) => void;
  readonly leave: (() => void) | undefined;
  readonly close: () => void;
}

/** The window: head and help, the conversation, what may be picked, where to write. */
export function App({ chat, config, speak, leave, close }: AppProps): JSX.Element {
  const [state, setState] = useState(chat.state);
  const [optionsOpen, setOptionsOpen] = useState(false);
  useEffect(() => chat.subscribe(setState), [chat]);
  const { strings } = config;
  const send = (text: string): void => chat.send(text, config.language);
  const closeOptions = (): void => {
    setOptionsOpen(false);
    document.getElementById('more')?.focus();
  };
  return (
    <div
      class="app"
      onKeyDown={(event) => {
        if (event.key === 'Escape') (optionsOpen ? closeOptions : close)();
      }}
    >
      <Header
        config={config}
        optionsOpen={optionsOpen}
        toggleOptions={() => setOptionsOpen(!optionsOpen)}
        leave={leave}
      />
      {optionsOpen && (
        <Options
          config={config}
          remembered={state.remembered}
          remember={(device) => chat.remember(device)}
          speak={speak}
          restart={() => {
            setOptionsOpen(false);
            chat.restart();
            focusComposer();
          }}
        />
      )}
      <main>
        <Log state={state} strings={strings} language={config.language} retry={(id) => chat.retry(id)} />
        <ConnectionState state={state} config={config} />
        <div class="dock">
          <Choices
            transcript={state.transcript}
            userId={state.userId}
            label={strings.choices}
            choose={(text) => {
              send(text);
              focusComposer();
            }}
          />
          <Composer strings={strings} send={send} />
          <p class="privacy">
            {strings.privacy_note}{' '}
            {config.privacyUrl !== undefined && (
              <a href={config.privacyUrl} target="_blank" rel="noopener noreferrer">
                {strings.privacy}
              </a>
            )}
          </p>
        </div>
      </main>
    </div>
  );
}

/** Says when the connection is gone, and for a moment that it is back. */
function ConnectionState({ state, config }: { state: ChatState; config: WidgetConfig }): JSX.Element {
  const { strings } = config;
  const [wasOffline, setWasOffline] = useState(false);
  useEffect(() => {
    if (state.connection === 'offline') setWasOffline(true);
    if (state.connection !== 'online') return;
    const timer = setTimeout(() => setWasOffline(false), 3_000);
    return () => clearTimeout(timer);
  }, [state.connection]);
  const offline = state.connection === 'offline';
  const text = offline ? strings.offline : wasOffline && state.connection === 'online' ? strings.online : '';
  return (
    <p class={`connection${offline ? ' offline' : ''}`} role="status">
      {text}
    </p>
  );
}
