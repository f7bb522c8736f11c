import { report, type Judged } from '../../src/crisis/report';

const line = (label: Judged['label'], tier: Judged['tier'], more: Partial<Judged> = {}): Judged => ({
  text: 'x',
  lang: 'en',
  label,
  tier,
  ...more,
});
const share = (judged: readonly Judged[], name: string, title = 'all') => {
  const figures = report(judged).find((one) => one.title === title);
  const found = figures?.shares.find((one) => one.name === name);
  return found && [found.count, found.of];
};

describe('the report on labelled messages', () => {
  it('counts a crisis message as found when it is read as any tier', () => {
    const judged = [line('ideation', 'imminent'), line('ideation', 'none'), line('selfharm', 'history')];
    expect(share(judged, 'recall ideation')).toEqual([1, 2]);
    expect(share(judged, 'recall imminent, ideation and selfharm')).toEqual([2, 3]);
    expect(share(judged, 'exact tier')).toEqual([0, 3]);
  });

  it('takes the alternatives of a line as right in the lenient tier only', () => {
    const judged = [line('medical', 'imminent', { alt: ['imminent'] })];
    expect(share(judged, 'exact tier')).toEqual([0, 1]);
    expect(share(judged, 'lenient tier')).toEqual([1, 1]);
  });

  it('leaves a line out that accepts both none and a tier', () => {
    const judged = [line('none', 'ideation', { alt: ['ideation'] }), line('none', 'none')];
    expect(share(judged, 'specificity on none')).toEqual([1, 1]);
  });

  it('tells a past that was shown as acute, unless the line allows it', () => {
    const judged = [
      line('history', 'history'),
      line('history', 'ideation'),
      line('history', 'abuse', { alt: ['abuse'] }),
    ];
    expect(share(judged, 'history shown as acute')).toEqual([1, 2]);
    expect(share(judged, 'recall of all acute tiers')).toBeUndefined();
  });

  it('gives the figures by kind and by language', () => {
    const judged = [
      line('none', 'none', { kind: 'idiom' }),
      line('none', 'medical', { kind: 'idiom', lang: 'es' }),
      line('imminent', 'imminent', { kind: 'plain', lang: 'es' }),
    ];
    expect(share(judged, 'specificity idiom')).toEqual([1, 2]);
    expect(share(judged, 'specificity idiom', 'es')).toEqual([0, 1]);
    expect(share(judged, 'recall, the three, plain wording', 'es')).toEqual([1, 1]);
    expect(report(judged).map(({ title }) => title)).toEqual(['all', 'en', 'es']);
  });
});
