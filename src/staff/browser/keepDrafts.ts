/** A form sends once, however often it is pressed; and a page that comes back from memory is asked for anew. */
export function keepDrafts(): void {
  document.addEventListener('submit', ({ target }) => {
    const form = target as HTMLFormElement;
    if (form.dataset['sent'] !== undefined || form.dataset['quick'] !== undefined) return;
    form.dataset['sent'] = '';
    setTimeout(() => form.querySelectorAll('button').forEach((button) => (button.disabled = true)));
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
}
