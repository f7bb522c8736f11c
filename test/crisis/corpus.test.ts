import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTEXTS, loadCrisisExamples } from '../../src/content/crisisExamples';
import { ROOT } from '../../src/places';

interface Line {
  readonly id: string;
  readonly text: string;
  readonly lang: string;
  readonly label: string;
  readonly kind: string;
  readonly context?: string;
  readonly alt?: readonly string[];
}

const PHRASES = join(__dirname, 'phrases');
const FALSE_ALARMS = join(__dirname, 'false-alarms');

const TIERS = 'imminent ideation selfharm harm_others abuse medical third_party history'.split(' ');
const CRISIS_KINDS = ['plain', 'varied', 'long'];
const HARMLESS_KINDS =
  'idiom negation education distress admin media slang long mixed counselling assistant'.split(' ');
const FIELDS = ['id', 'text', 'lang', 'label', 'kind', 'context', 'alt'];
const LONG_WORDS = 30;

function read(folder: string, pattern: RegExp): Line[] {
  return readdirSync(folder)
    .filter((name) => pattern.test(name))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'))
    .map((line) => JSON.parse(line) as Line);
}

const phrases = read(PHRASES, /\.jsonl$/);
const falseAlarms = read(FALSE_ALARMS, /\.jsonl$/);
const all = [...phrases, ...falseAlarms];

/** Two messages that differ only in case, accents or punctuation are the same message to a reader. */
const same = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{S}]+/gu, ' ')
    .trim() || text;

const idsWhere = (lines: readonly Line[], broken: (line: Line) => boolean): string[] =>
  lines.filter(broken).map((line) => line.id);

describe('the crisis corpus', () => {
  it('gives every line an id of its own', () => {
    const ids = all.map((line) => line.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('has only the fields that the rules name, and a text without space around it', () => {
    expect(idsWhere(all, (line) => Object.keys(line).some((key) => !FIELDS.includes(key)))).toEqual([]);
    expect(idsWhere(all, ({ text }) => text === '' || text !== text.trim())).toEqual([]);
  });

  it('uses only labels, contexts and languages that exist', () => {
    const labels = [...TIERS, 'none'];
    expect(idsWhere(all, ({ label }) => !labels.includes(label))).toEqual([]);
    expect(idsWhere(all, ({ context }) => context !== undefined && !CONTEXTS.includes(context))).toEqual([]);
    expect(idsWhere(all, ({ lang }) => !['en', 'es', 'fr', 'de', 'pt'].includes(lang))).toEqual([]);
  });

  it('names as alternatives other labels only', () => {
    const labels = [...TIERS, 'none'];
    const wrong = ({ alt, label }: Line): boolean =>
      alt !== undefined && (alt.length === 0 || alt.some((tier) => tier === label || !labels.includes(tier)));
    expect(idsWhere(all, wrong)).toEqual([]);
  });

  it('takes an ambulance call for imminent too, always', () => {
    const medical = all.filter(({ label }) => label === 'medical');
    expect(medical.length).toBeGreaterThan(0);
    expect(idsWhere(medical, ({ alt }) => !(alt ?? []).includes('imminent'))).toEqual([]);
  });

  it('uses the kinds of crisis lines for crisis lines and those of harmless lines for harmless ones', () => {
    const kinds = (line: Line): string[] => (line.label === 'none' ? HARMLESS_KINDS : CRISIS_KINDS);
    expect(idsWhere(all, (line) => !kinds(line).includes(line.kind))).toEqual([]);
  });

  it('calls long what has thirty words or more, and nothing else', () => {
    const words = (line: Line): number => line.text.split(/\s+/).length;
    expect(idsWhere(all, (line) => line.kind === 'long' && words(line) < LONG_WORDS)).toEqual([]);
    const short = all.filter((line) => line.kind === 'plain' || line.kind === 'varied');
    // A message with spaced-out letters has many words and few letters.
    expect(idsWhere(short, (line) => words(line) >= LONG_WORDS && line.text.length > 120)).toEqual([]);
  });

  it('holds only harmless messages among the false alarms', () => {
    expect(idsWhere(falseAlarms, ({ label }) => label !== 'none')).toEqual([]);
  });

  it('never gives one text two labels', () => {
    const labels = new Map<string, string>();
    const torn = all.filter((line) => {
      const key = same(line.text);
      const first = labels.get(key);
      labels.set(key, first ?? line.label);
      return first !== undefined && first !== line.label;
    });
    expect(torn.map((line) => line.id)).toEqual([]);
  });

  it('repeats no text within a set of phrases', () => {
    const texts = phrases.map(({ id, text }) => `${id.slice(0, 1)} ${same(text)}`);
    expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
  });

  it.each([
    ['sealed-en', 400],
    ['sealed-es', 300],
  ])('%s has at least %i messages of every tier, half of them harmless', (name, least) => {
    const lines = read(PHRASES, new RegExp(`^${name}\\.jsonl$`));
    expect(lines.length).toBeGreaterThanOrEqual(least);
    expect(new Set(lines.map(({ label }) => label))).toEqual(new Set([...TIERS, 'none']));
    expect(lines.filter(({ label }) => label === 'none').length / lines.length).toBeCloseTo(0.5, 1);
  });

  it.each(['fr', 'de', 'pt'])('%s has at least 60 emergency phrases and 30 harmless ones', (lang) => {
    const lines = phrases.filter((line) => line.lang === lang);
    expect(lines.filter(({ label }) => label !== 'none').length).toBeGreaterThanOrEqual(60);
    expect(lines.filter(({ label }) => label === 'none').length).toBeGreaterThanOrEqual(30);
  });

  it('has at least 1,800 false alarms, a third of them or more in Spanish', () => {
    expect(falseAlarms.length).toBeGreaterThanOrEqual(1800);
    const spanish = falseAlarms.filter(({ lang }) => lang === 'es').length;
    expect(spanish / falseAlarms.length).toBeGreaterThan(1 / 3);
  });
});

describe('reading the examples', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'examples-'));
    mkdirSync(join(folder, 'en'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string): void => writeFileSync(join(folder, 'en', name), text);
  const head = 'label: none\nowner: somebody\nreview: unreviewed\n';

  it('takes what stands in brackets for what had been asked', () => {
    write('none.yaml', `${head}messages: |\n  [concern] work\n  hello\n`);
    const none = { tier: 'none', language: 'en' };
    expect(loadCrisisExamples(folder)).toEqual([
      { ...none, text: 'work', asked: 'concern' },
      { ...none, text: 'hello', asked: null },
    ]);
  });

  it('lists every fault of every file at once', () => {
    write('broken.yaml', 'label: [\n');
    write('label.yaml', `${head.replace('none', 'sadness')}messages: hello\n`);
    write('question.yaml', `${head}messages: |\n  [weather] hello\n`);
    expect(() => loadCrisisExamples(folder)).toThrow(
      expect.objectContaining({
        code: 'CRISIS_EXAMPLES_INVALID',
        details: [
          expect.stringMatching(/^en.broken\.yaml: .+/),
          expect.stringMatching(/^en.label\.yaml: label: /),
          expect.stringMatching(/^en.question\.yaml: messages: \[weather\] is no question/),
        ],
      }),
    );
  });
});

describe('the examples that the model learns from', () => {
  const examples = loadCrisisExamples(join(ROOT, 'resources', 'crisis', 'examples'));

  it('are none of the messages that measure it', () => {
    const measured = new Set(all.map(({ text }) => same(text)));
    expect(examples.filter(({ text }) => measured.has(same(text))).map(({ text }) => text)).toEqual([]);
  });

  it('never give one message in one place two labels', () => {
    const labels = new Map<string, string>();
    const torn = examples.filter(({ text, asked, tier }) => {
      const key = `${asked} ${same(text)}`;
      const first = labels.get(key);
      labels.set(key, first ?? tier);
      return first !== undefined && first !== tier;
    });
    expect(torn.map(({ text }) => text)).toEqual([]);
  });

  it.each(['en', 'es'])(
    'show every tier in %s in hundreds of wordings, and harmless talk in thousands',
    (lang) => {
      const counted = (tier: string): number =>
        examples.filter((one) => one.language === lang && one.tier === tier).length;
      for (const tier of TIERS) expect([tier, counted(tier) >= 300]).toEqual([tier, true]);
      expect(counted('none')).toBeGreaterThanOrEqual(4000);
    },
  );
});
