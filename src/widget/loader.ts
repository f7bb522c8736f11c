import { Launcher } from './launcher';

declare global {
  interface Window {
    /** Set by the loader, so that a page which has the line twice gets one chat. */
    triageChat?: true;
  }
}

// The one line that a practice puts on its pages:
//   <script async src="https://chat.example.org/widget.js" data-lang="en"></script>
// It draws the button once the page is idle, and loads the chat when somebody opens it.
const script = document.currentScript as HTMLScriptElement | null;

if (script && !window.triageChat) {
  window.triageChat = true;
  const begin = (): void => new Launcher(script).start();
  const idle = (): unknown => (window.requestIdleCallback || setTimeout)(begin);
  if (document.readyState === 'complete') idle();
  else addEventListener('load', idle);
}
