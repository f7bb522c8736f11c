import { Launcher } from './launcher';

// The one line that a practice puts on its pages:
//   <script async src="https://chat.example.org/widget.js" data-lang="en"></script>
// It draws the button once the page is idle, and loads the chat when somebody opens it.
const script = document.currentScript as HTMLScriptElement | null;
const GLOBAL = 'triageChat';

if (script && !(GLOBAL in window)) {
  Object.defineProperty(window, GLOBAL, { value: true });
  const begin = (): void => void new Launcher(script).start();
  const idle = (): void => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(begin, { timeout: 2_000 });
    else setTimeout(begin, 200);
  };
  if (document.readyState === 'complete') idle();
  else addEventListener('load', idle);
}
