/** Puts the focus where the visitor writes; on touch screens on the conversation, so that no keyboard covers it. */
export function focusComposer(): void {
  const touch = window.matchMedia('(pointer: coarse)').matches;
  document.getElementById(touch ? 'scroller' : 'input')?.focus({ preventScroll: true });
}
