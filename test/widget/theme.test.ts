import fc from 'fast-check';
import { contrastOf, palette } from '../../src/widget/theme';

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

it('whatever accent a practice chooses, its words can be read, by day and by night', () => {
  fc.assert(
    fc.property(colour, fc.boolean(), (accent, dark) => {
      const colours = palette(accent, dark);
      expect(contrastOf(colours['--accent'], colours['--on-accent'])).toBeGreaterThanOrEqual(4.5);
      for (const page of [colours['--accent-soft'], dark ? '#222b31' : '#ffffff'])
        expect(contrastOf(colours['--accent-text'], page)).toBeGreaterThanOrEqual(4.5);
    }),
    { numRuns: 1_000 },
  );
});

it('an accent on which white can be read is used as it was given', () => {
  expect(palette('#2f6f6a', false)).toMatchObject({ '--accent': '#2f6f6a', '--on-accent': '#ffffff' });
});

it('on a light accent the words are dark', () => {
  expect(contrastOf(palette('#f2c078', false)['--on-accent'], '#000000')).toBeLessThan(2);
});

it('something that is no colour stands for the default', () => {
  expect(palette('teal; background: url(x)', false)).toEqual(palette('#2f6f6a', false));
});
