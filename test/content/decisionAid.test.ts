import { comparisonPages, rowMessage } from '../../dialogs/compare';
import { pageMessages } from '../../dialogs/explain';
import type { Message } from '../../src/content/message';
import { loadContent } from '../../src/content/loadContent';
import { FORMATS } from '../../src/fit/types';
import { contentFiles } from '../../src/places';

const content = loadContent(contentFiles({}));
const said = (messages: readonly Message[], language: string): string =>
  messages
    .flatMap(({ parts }) => parts.map(({ key, params }) => content.text(key, language, params)))
    .join(' ');
const comparison = comparisonPages(content).flatMap(({ messages }) => messages);
const keys = comparison.flatMap(({ parts }) => parts.map(({ key }) => key));
const words = (text: string): number => text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
const sidesOf = (format: (typeof FORMATS)[number]) =>
  (['for', 'against'] as const).map((side) =>
    content.points
      .filter((point) => point.format === format && point.side === side)
      .map(({ id }) => `point.${id}`),
  );

/** The items of IPDAS v4 for decision aids: six to qualify, six to certify. */
describe('the comparison as a decision aid (IPDAS v4)', () => {
  it('says what the situation is and which decision is to be made', () => {
    expect(keys).toContain('compare.about.decision');
    expect(said(pageMessages('individual', 'short', content), 'en')).not.toBe('');
  });

  it('lists the options, waiting and talking with someone first among them', () => {
    expect(keys).toContain('compare.about.options');
  });

  it.each(FORMATS)('gives the positive and the negative features of %s', (format) => {
    const [pros, cons] = sidesOf(format);
    expect(pros?.length).toBeGreaterThanOrEqual(3);
    expect(cons?.length).toBeGreaterThanOrEqual(3);
    const shown = pageMessages(format, 'details', content).flatMap(({ parts }) => parts);
    expect(shown.filter(({ key }) => key === 'menu.point')).toHaveLength(
      (pros?.length ?? 0) + (cons?.length ?? 0),
    );
  });

  it.each(FORMATS)('says what it is like to go through %s', (format) => {
    expect(words(said(pageMessages(format, 'first', content), 'en'))).toBeGreaterThan(10);
  });

  it('shows positives and negatives in equal detail: no side of a format has a quarter more words than the other', () => {
    for (const language of content.languages) {
      for (const format of FORMATS) {
        const [pros = 0, cons = 0] = sidesOf(format).map((side) =>
          words(side.map((key) => content.text(key, language)).join(' ')),
        );
        expect({
          language,
          format,
          balanced: Math.max(pros, cons) <= 1.25 * Math.min(pros, cons),
        }).toMatchObject({ balanced: true });
      }
    }
  });

  it('shows the formats beside each other in equal detail, row by row', () => {
    for (const { id } of content.comparison) {
      const lines = rowMessage(id, content).parts.slice(1);
      expect(lines).toHaveLength(3);
    }
  });

  it.each(['equal', 'depression', 'preference', 'uncertainty', 'date', 'update', 'funding'])(
    'cites evidence and says where it comes from: %s',
    (id) => expect(keys).toContain(`compare.about.${id}`),
  );

  it('names a source that exists for every point and every row that claims something', () => {
    const known = content.sources.map(({ id }) => id);
    for (const { source } of content.points) expect(known).toContain(source);
  });

  it('recommends nothing', () => {
    for (const language of content.languages) {
      const all = said(comparison, language).toLowerCase();
      expect(all).not.toMatch(
        /we recommend|you should choose|best for you|te recomendamos|deberías elegir|lo mejor para ti/,
      );
    }
  });
});
