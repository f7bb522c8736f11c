import type { Palette } from './theme';

/** Sets the colours of the page, and again whenever the device goes light or dark. */
export function paint(colors: { readonly light: Palette; readonly dark: Palette }): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    for (const [name, value] of Object.entries(dark.matches ? colors.dark : colors.light))
      document.documentElement.style.setProperty(name, value);
  };
  apply();
  // Safari 12 and 13 know only an older form; there the colours follow at the next reload.
  if ('addEventListener' in dark) dark.addEventListener('change', apply);
}
