import { join } from 'node:path';
import { checkContent as command } from '../../src/commands/checkContent';
import { checkContent, findings } from '../../src/content/checkContent';
import type { RULES } from '../../src/content/check/finding';
import { type Checked } from '../../src/content/check/finding';
import { readResources } from '../../src/content/readResources';
import type { Resources } from '../../src/content/resources';
import { EXAMPLE, RESOURCES } from './files';

const ROOT = join(RESOURCES, '..');
const TODAY = new Date('2026-11-23T12:00:00Z');
const sources = [join(ROOT, 'src'), join(ROOT, 'dialogs')];
const shipped = readResources(RESOURCES);
const base: Checked = { resources: shipped, code: [], today: TODAY };
const unchanged = findings(base);

/** The shipped content with some English (or other) messages changed; undefined takes a message out. */
function withWords(changes: Readonly<Record<string, string | undefined>>, language = 'en'): Resources {
  const messages = new Map(shipped.messages.get(language));
  for (const [key, words] of Object.entries(changes)) {
    if (words === undefined) messages.delete(key);
    else messages.set(key, words);
  }
  return { ...shipped, messages: new Map([...shipped.messages, [language, messages]]) };
}

/** What the rule says about content, without what it says about the shipped content already. */
function says(rule: (typeof RULES)[number], changed: Partial<Checked>): string[] {
  const told = (found: ReturnType<typeof findings>) =>
    found
      .filter((finding) => finding.rule === rule)
      .map((finding) => `${finding.level} ${finding.where}: ${finding.says}`);
  const before = new Set(told(unchanged));
  return told(findings({ ...base, ...changed })).filter((line) => !before.has(line));
}

const prose =
  'Practitioners systematically individualize interdisciplinary psychotherapeutic interventions considering ';

describe('the content check', () => {
  it('finds no error in the content that is shipped', () => {
    const found = checkContent({ resources: RESOURCES, practiceFile: EXAMPLE, sources, today: TODAY });
    expect(found.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('names a message that is not in ICU form', () => {
    const resources = withWords({ 'flow.hello': 'Hello {name' });
    expect(says('icu', { resources })).toEqual([expect.stringContaining('en: flow.hello')]);
  });

  it('names words that one language lacks', () => {
    const resources = withWords({ 'flow.hello': undefined }, 'es');
    expect(says('missing', { resources })).toEqual(['error flow.hello: has no words in "es".']);
  });

  it('names a point, a reason, an answer or a choice that has no words at all', () => {
    const gone = { 'point.group_pace': undefined, 'reason.pace_own_group': undefined };
    const { messages } = withWords(gone);
    const spanish = withWords(gone, 'es').messages.get('es') ?? new Map<string, string>();
    const resources = { ...shipped, messages: new Map([...messages, ['es', spanish]]) };
    expect(says('missing', { resources })).toEqual([
      expect.stringContaining('point.group_pace: named in the resource files'),
      expect.stringContaining('reason.pace_own_group: named in the resource files'),
    ]);
  });

  it('names a key that a dialog says and that has no words', () => {
    const code = [
      { path: 'dialogs/x.ts', text: "say('flow.nonsense'); say('other.thing'); say(`flow.${a}.nowhere`)" },
    ];
    expect(says('missing', { code })).toEqual([
      expect.stringContaining('flow.nonsense: named in dialogs/x.ts'),
      expect.stringContaining('flow.${a}.nowhere: named in dialogs/x.ts'),
    ]);
  });

  it('names words that nothing says, and knows families and endings', () => {
    const told = (text: string) => {
      const named = 'say(`flow.${a}`, `summary.${a}`); const words = `${key}_words`;';
      const resources = withWords({ 'zoo.ape': 'x', 'zoo.ape_words': 'y|z' });
      return findings({ resources, code: [{ path: 'dialogs/x.ts', text: named + text }], today: TODAY })
        .filter(({ rule }) => rule === 'unused')
        .map(({ where }) => where);
    };
    expect(told('')).toEqual(expect.arrayContaining(['zoo.ape', 'zoo.ape_words', 'menu.ask']));
    expect(told('')).not.toContain('flow.hello');
    expect(told('`zoo.${b}`')).not.toEqual(expect.arrayContaining(['zoo.ape']));
    expect(told("'zoo.ape'")).not.toEqual(expect.arrayContaining(['zoo.ape_words']));
  });

  it('names parameters that differ between languages', () => {
    const resources = withWords({ 'crisis.call': 'Llama al {numero}.' }, 'es');
    expect(says('params', { resources })).toEqual([
      'error crisis.call: the parameters differ: en has number; es has numero.',
    ]);
  });

  it.each([
    ['curly quotes', 'It\u2019s fine.'],
    ['a long dash', 'Fine \u2014 really.'],
    ['an emoji', 'Fine \u{1f642}.'],
    ['an exclamation mark', 'Hello there!'],
    ['a word that blames', 'Someone who committed suicide.'],
    ['a recommendation', 'We recommend a group.'],
  ])('refuses %s', (_, words) => {
    const resources = withWords({ 'flow.hello': words });
    expect(says('plain', { resources })).toEqual([expect.stringContaining('en: flow.hello')]);
  });

  it('refuses a message of more than 60 words, and allows 60', () => {
    const words = (count: number) => withWords({ 'flow.hello': 'go on. '.repeat(count / 2) });
    expect(says('length', { resources: words(60) })).toEqual([]);
    expect(says('length', { resources: words(62) })).toEqual([expect.stringContaining('62 words')]);
  });

  it('refuses English that is hard to read, and holds crisis messages to a lower grade', () => {
    const hard = withWords({ 'flow.hello': `${prose}individual circumstances and expectations alike.` });
    expect(says('grade', { resources: hard })).toEqual(
      expect.arrayContaining([expect.stringContaining('en: flow.hello: is hard to read: grade')]),
    );
    // Grade 7: fine anywhere but in a crisis.
    const seven =
      'When you call them, they listen to all that you want to tell, and they help you to find a much safer moment.';
    expect(says('grade', { resources: withWords({ 'flow.hello': seven }) })).toEqual([]);
    expect(says('grade', { resources: withWords({ 'crisis.trusted': seven }) })).toHaveLength(1);
  });

  it('refuses Spanish that is hard to read', () => {
    const hard =
      'Los profesionales individualizan sistemáticamente intervenciones psicoterapéuticas interdisciplinarias considerando circunstancias particulares y expectativas personales.';
    expect(says('grade', { resources: withWords({ 'flow.hello': hard }, 'es') })).toEqual(
      expect.arrayContaining([expect.stringContaining('Fernández-Huerta')]),
    );
  });

  it('refuses a format whose two sides differ by more than a quarter', () => {
    const resources = withWords({
      'point.individual_cost': 'It costs more.',
      'point.individual_alone': 'Less.',
    });
    expect(says('balance', { resources })).toEqual([expect.stringContaining('en: points of individual')]);
  });

  it('refuses reasons that are longer on one side, and a cell that is longer than its neighbours', () => {
    const long = 'very '.repeat(40);
    const reasons = shipped.fit.filter(({ format, side }) => format === 'group' && side === 'for');
    const resources = withWords({
      ...Object.fromEntries(reasons.map(({ id }) => [`reason.${id}`, long])),
      'compare.pace.group': long,
    });
    expect(says('balance', { resources })).toEqual([
      expect.stringContaining('mean reason about group'),
      expect.stringContaining('compare.pace'),
    ]);
  });

  it('counts the facts of the source article: 4 and 4, 4 and 7, and at least 3 and 3 derived', () => {
    const without = (id: string) => ({
      ...shipped,
      points: shipped.points.filter((point) => point.id !== id),
    });
    expect(says('facts', { resources: without('individual_cost') })[0]).toMatch(
      /individual: has 3 points against/,
    );
    expect(says('facts', { resources: without('group_models') })[0]).toMatch(/group: has 3 points for/);
    expect(says('facts', { resources: without('group_loafing') })[0]).toMatch(/group: has 6 points against/);
    const derived = shipped.points.filter(
      ({ format, side }) => format !== 'couples_family' || side === 'for',
    );
    expect(says('facts', { resources: { ...shipped, points: derived } })[0]).toMatch(/couples_family: has 0/);
  });

  it('warns of a help line that was read more than 180 days ago or never', () => {
    const day = (days: number) => new Date(TODAY.getTime() + days * 86_400_000);
    const old = (today: Date) => says('helplines', { today });
    expect(old(day(180))).toEqual([]);
    expect(old(day(182))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^warning helplines.yaml: us-988: 988 was last read 182 days ago/),
      ]),
    );
    const all = findings({ resources: shipped, code: [], today: TODAY });
    expect(all.filter(({ where }) => where.endsWith('us-sexual-assault'))).toMatchObject([
      { level: 'warning' },
    ]);
  });
});

describe('npm run check:content', () => {
  const run = (folders: readonly string[]) => {
    const lines: string[] = [];
    const code = command(
      { resources: RESOURCES, practiceFile: EXAMPLE, sources: folders, today: TODAY },
      (line) => lines.push(line),
    );
    return { code, lines };
  };

  it('passes with warnings and counts them', () => {
    const { code, lines } = run(sources);
    expect(code).toBe(0);
    expect(lines.at(-1)).toMatch(/^Content: 0 errors, \d+ warnings\.$/);
  });

  it('fails when there is an error: here, no source says the words', () => {
    const { code, lines } = run([join(RESOURCES, 'schemas')]);
    expect(code).toBe(1);
    expect(lines).toContainEqual(expect.stringMatching(/^error \(unused\) menu.ask: /));
  });
});
