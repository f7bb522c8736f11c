import type { Param, Part } from './message';

/** What formatting needs besides the parameter. */
export interface Formatting {
  /** BCP 47 with region, `es-US`: the region decides about clocks and currency signs. */
  readonly locale: string;
  /** Words of a nested part. */
  readonly part: (part: Part) => string;
}

/**
 * One parameter as an ICU message takes it: numbers stay numbers (plurals need them), everything else becomes words.
 * Only plain spaces come out: the no-break spaces of Intl would cost an SMS half its length.
 */
export function formatParam(param: Param, { locale, part }: Formatting): string | number {
  if (typeof param === 'string' || typeof param === 'number') return param;
  if ('key' in param) return part(param);
  if ('list' in param) {
    const items = param.list.map((item) => (typeof item === 'string' ? item : part(item)));
    return plain(listFormat(locale).format(items));
  }
  if ('at' in param) return plain(momentFormat(locale, param.zone, param.style).format(new Date(param.at)));
  if ('link' in param) return `[${param.shown}](${param.link})`;
  return plain(moneyFormat(locale, param.currency, Number.isInteger(param.money)).format(param.money));
}

type MomentStyle = Extract<Param, { at: string }>['style'];

const DATE = { weekday: 'long', month: 'long', day: 'numeric' } as const;
const TIME = { hour: 'numeric', minute: '2-digit' } as const;
const MOMENT: Record<MomentStyle, Intl.DateTimeFormatOptions> = {
  date: DATE,
  time: TIME,
  dateTime: { ...DATE, ...TIME, timeZoneName: 'short' },
  weekday: { weekday: 'long' },
};

const listFormat = remember(
  (locale: string) => new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' }),
);
const momentFormat = remember(
  (locale: string, timeZone: string, style: MomentStyle) =>
    new Intl.DateTimeFormat(locale, { ...MOMENT[style], timeZone }),
);
const moneyFormat = remember(
  (locale: string, currency: string, whole: boolean) =>
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      ...(whole ? { maximumFractionDigits: 0 } : {}),
    }),
);

function plain(words: string): string {
  return words.replace(/[\u00a0\u2007\u2009\u202f]/g, ' ');
}

/** Intl formatters take longer to make than to use; their few kinds are kept. */
function remember<A extends readonly (string | boolean)[], T>(make: (...args: A) => T): (...args: A) => T {
  const made = new Map<string, T>();
  return (...args) => {
    const key = args.join('|');
    const found = made.get(key) ?? make(...args);
    made.set(key, found);
    return found;
  };
}
