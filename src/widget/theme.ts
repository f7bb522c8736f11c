/** Colours as CSS variables. Every pair that carries text meets WCAG AA whatever accent the practice chose. */
export type Palette = {
  /** The accent as given, darkened a little where neither white nor ink would read on it: large shapes. */
  readonly '--accent': string;
  /** Text on the accent. */
  readonly '--on-accent': string;
  /** The accent, darkened or lightened until it reads as text on the page. */
  readonly '--accent-text': string;
  /** A breath of accent: help bar, hovered buttons. */
  readonly '--accent-soft': string;
};

type Rgb = readonly [number, number, number];
const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [23, 32, 38];
const NIGHT: Rgb = [27, 34, 39];
const FALLBACK: Rgb = [47, 111, 106];
const READABLE = 4.5;
/** On a dark page the bare minimum looks dull. */
const READABLE_AT_NIGHT = 7;

/**
 * The palette of an accent.
 * @param accent `#rrggbb`; anything else stands for the default teal
 * @param dark   whether the page is dark
 */
export function palette(accent: string, dark: boolean): Palette {
  const given = parse(accent) ?? FALLBACK;
  const light = contrast(given, INK) >= READABLE && contrast(given, WHITE) < READABLE;
  const base = light ? given : readable(given, WHITE, INK);
  const page = dark ? NIGHT : WHITE;
  const soft = mix(page, base, dark ? 0.22 : 0.1);
  return {
    '--accent': hex(base),
    '--on-accent': hex(light ? INK : WHITE),
    '--accent-text': hex(dark ? readable(base, soft, WHITE, READABLE_AT_NIGHT) : readable(base, soft, INK)),
    '--accent-soft': hex(soft),
  };
}

/** Contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2). */
export function contrastOf(one: string, other: string): number {
  return contrast(parse(one) ?? FALLBACK, parse(other) ?? FALLBACK);
}

/** Moves the colour towards `towards` in small steps until it reads on the background. */
function readable(colour: Rgb, background: Rgb, towards: Rgb, wanted = READABLE): Rgb {
  for (let part = 0; part < 1; part += 0.04) {
    const candidate = mix(colour, towards, part);
    if (contrast(candidate, background) >= wanted) return candidate;
  }
  return towards;
}

function contrast(one: Rgb, other: Rgb): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function mix(one: Rgb, other: Rgb, part: number): Rgb {
  return one.map((value, index) =>
    Math.round(value + ((other[index] ?? 0) - value) * part),
  ) as unknown as Rgb;
}

function parse(colour: string): Rgb | undefined {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return undefined;
  const value = parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function hex(colour: Rgb): string {
  return `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
