import fc from 'fast-check';
import { referenceIn } from '../../../dialogs/referenceIn';
import { makeReference } from '../../../src/booking/reference';

describe('a reference in what somebody writes', () => {
  const reference = fc
    .infiniteStream(fc.nat(1_000))
    .map((numbers) => makeReference((below) => (numbers.next().value as number) % below));

  it('is found alone and in a sentence, also one that happens to have no digit', () => {
    fc.assert(
      fc.property(reference, fc.constantFrom('', 'mi referencia es ', 'my reference is: '), (made, before) =>
        expect(referenceIn(before + made.toLowerCase())).toBe(made),
      ),
    );
    expect(referenceIn('mi referencia es CQVDRX')).toBe('CQVDRX');
  });

  it('is not seen in ordinary words', () => {
    for (const text of ['I would like to cancel my appointment', 'no la tengo, perdón', 'Tuesday at 5pm'])
      expect(referenceIn(text)).toBeUndefined();
  });
});
