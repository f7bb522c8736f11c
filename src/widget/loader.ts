import { calls, startLauncher } from './launcher';
import type { TriageChat, TriageChatCall } from './pages/widget';

// The one line that a practice puts on its pages:
//   <script async src="https://chat.example.org/widget.js" data-lang="en"></script>
// It draws the button once the page is idle, and loads the chat when somebody opens it.
const early = window.triageChat;

// A page that has the line twice gets one chat.
if (!early || Array.isArray(early)) {
  let started = false;
  const waiting: TriageChatCall[] = early || [];
  const push = (...given: TriageChatCall[]): void => {
    if (started) for (const [name, ...rest] of given) (calls[name] as (...all: unknown[]) => void)(...rest);
    else waiting.push(...given);
  };
  const api = { push } as unknown as Record<string, unknown>;
  for (const name of Object.keys(calls))
    api[name] = (...rest: unknown[]) => push([name, ...rest] as unknown as TriageChatCall);
  window.triageChat = api as unknown as TriageChat;
  const begin = (): void => {
    started = true;
    push(...waiting);
    startLauncher();
  };
  const idle = (): unknown => (window.requestIdleCallback || setTimeout)(begin);
  if (document.readyState === 'complete') idle();
  else addEventListener('load', idle);
}
