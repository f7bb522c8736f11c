/** Puts the focus where the visitor writes; on touch screens on what surrounds it, so that no keyboard covers the words. */
export function focusComposer(): void {
  const touch = window.matchMedia('(pointer: coarse)').matches;
  document.getElementById(touch ? 'talk' : 'input')?.focus({ preventScroll: true });
}
