import { takeOver } from './takeOver';

/**
 * Writing in a conversation without the page being loaded anew: Enter sends, Shift and Enter begin a line, and the
 * focus stays where it is. Whatever goes wrong, the form is sent as a form.
 */
export function quickForms(): void {
  for (const log of document.querySelectorAll<HTMLElement>('.log')) log.scrollTop = log.scrollHeight;
  document.addEventListener('keydown', (event) => {
    const field = event.target as HTMLElement;
    const form = field instanceof HTMLTextAreaElement ? field.closest<HTMLFormElement>('[data-quick]') : null;
    if (!form || event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (form.dataset['quick'] === undefined) return;
    event.preventDefault();
    send(form).catch(() => form.submit());
  });
}

async function send(form: HTMLFormElement): Promise<void> {
  const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  const answer = await fetch(form.action, { method: 'POST', body });
  if (!answer.ok || new URL(answer.url).searchParams.has('said')) return location.assign(answer.url);
  // The next message has an id of its own; it comes with the fresh page.
  form.reset();
  const field = form.querySelector('textarea');
  field?.blur();
  await takeOver(answer);
  document.querySelector<HTMLTextAreaElement>('[data-quick] textarea')?.focus();
}
