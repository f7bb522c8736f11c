import { rankOf, type Tier } from './types';

/** A labelled message with what the detector said of it. */
export interface Judged {
  readonly text: string;
  readonly lang: string;
  readonly label: Tier;
  /** Other tiers that are right too. */
  readonly alt?: readonly Tier[];
  readonly kind?: string;
  readonly tier: Tier;
}

/** So many of how many. */
export interface Share {
  readonly name: string;
  readonly count: number;
  readonly of: number;
}

/** The figures of one set or one language of it. */
export interface Figures {
  readonly title: string;
  readonly shares: readonly Share[];
}

const CORE: readonly Tier[] = ['imminent', 'ideation', 'selfharm'];

/**
 * Recall, specificity and tier of judged messages: first all, then each language. A line that accepts both `none` and
 * a tier is ambiguous and not scored. `lenient tier` takes the alternatives of a line as right, `exact tier` does not.
 */
export function report(judged: readonly Judged[]): Figures[] {
  const languages = [...new Set(judged.map(({ lang }) => lang))].sort();
  return [
    figures('all', judged),
    ...languages.map((lang) =>
      figures(
        lang,
        judged.filter((row) => row.lang === lang),
      ),
    ),
  ];
}

function figures(title: string, judged: readonly Judged[]): Figures {
  const scored = judged.filter((row) => !isAmbiguous(row));
  const crisis = scored.filter(({ label }) => label !== 'none');
  const none = scored.filter(({ label }) => label === 'none');
  const acute = crisis.filter(({ label }) => label !== 'history');
  const core = crisis.filter(({ label }) => CORE.includes(label));
  const past = crisis.filter(({ label, alt }) => label === 'history' && !alt?.length);
  const shares = [
    ...grouped(crisis, ({ label }) => label).map(([label, rows]) => found(`recall ${label}`, rows)),
    found('recall imminent, ideation and selfharm', core),
    found('recall of all acute tiers', acute),
    ...grouped(core, ({ kind }) => kind).map(([kind, rows]) =>
      found(`recall, the three, ${kind} wording`, rows),
    ),
    share('specificity on none', none, ({ tier }) => tier === 'none'),
    ...grouped(none, ({ kind }) => kind).map(([kind, rows]) =>
      share(`specificity ${kind}`, rows, ({ tier }) => tier === 'none'),
    ),
    share('history shown as acute', past, ({ tier }) => rankOf(tier) >= 3),
    share('exact tier', crisis, ({ tier, label }) => tier === label),
    share('lenient tier', crisis, (row) => accepted(row).includes(row.tier)),
  ];
  return { title, shares: shares.filter(({ of }) => of > 0) };
}

function found(name: string, rows: readonly Judged[]): Share {
  return share(name, rows, ({ tier }) => tier !== 'none');
}

function share(name: string, rows: readonly Judged[], test: (row: Judged) => boolean): Share {
  return { name, count: rows.filter(test).length, of: rows.length };
}

function accepted({ label, alt = [] }: Judged): readonly Tier[] {
  return [label, ...alt];
}

function isAmbiguous(row: Judged): boolean {
  const tiers = new Set(accepted(row));
  return tiers.has('none') && tiers.size > 1;
}

function grouped(rows: readonly Judged[], by: (row: Judged) => string | undefined): [string, Judged[]][] {
  const groups = new Map<string, Judged[]>();
  for (const row of rows) {
    const key = by(row);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b));
}
