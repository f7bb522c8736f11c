import fc from 'fast-check';
import { fit, type FormatFees } from '../../src/fit/fit';
import { FORMATS, type FitRule } from '../../src/fit/types';
import { CONCERNS, DAYS, SLOTS, type Slots } from '../../src/understanding/types';

const fees: FormatFees = {
  individual: { fee: { min: 120, max: 150 } },
  group: { fee: { min: 45, max: 45 } },
  couples_family: {},
};
const untold: FormatFees = { individual: {}, group: {}, couples_family: {} };
const rule = (id: string, slot: FitRule['slot'], is: string[], more: Partial<FitRule> = {}): FitRule => ({
  ...{ id, slot, is, format: 'group', side: 'for' },
  ...more,
});
/** A rule that any value of its slot makes apply. */
const anything = (slot: FitRule['slot']): FitRule =>
  rule('anything', slot, Object.assign([], { includes: () => true }));
const reasons = (answers: Slots, rules: FitRule[]) => fit(answers, rules, fees);
const groupFor = (answers: Slots, rules: FitRule[]) => reasons(answers, rules)[1]?.for;

describe('what the answers say about the formats', () => {
  it('lays every format side by side, in one order, also when nothing was answered', () => {
    const said = reasons({}, [rule('a', 'pace', ['shared'])]);
    expect(said).toEqual(FORMATS.map((id) => ({ id, for: [], against: [] })));
  });

  it.each(SLOTS)('hears nothing where %s was not asked', (slot) => {
    expect(groupFor({}, [anything(slot)])).toEqual([]);
  });

  it.each(['name', 'phone', 'email'] as const)('never hears who somebody is: %s', (slot) => {
    expect(groupFor({ [slot]: 'Sam' }, [anything(slot)])).toEqual([]);
  });

  it('hears nothing in a budget without a figure, and nothing of a fee that is not told', () => {
    const budget = { currency: 'USD', per: 'session' as const };
    expect(groupFor({ budget }, [anything('budget')])).toEqual([]);
    expect(fit({ budget: { ...budget, max: 60 } }, [anything('budget')], untold)[1]?.for).toEqual([]);
  });

  it('puts a reason on the side and the format of its rule', () => {
    const said = reasons({ attention: 'important' }, [
      rule('whole_hour', 'attention', ['important'], { format: 'individual' }),
      rule('shared_hour', 'attention', ['important'], { side: 'against' }),
    ]);
    expect(said[0]).toEqual({ id: 'individual', for: ['whole_hour'], against: [] });
    expect(said[1]).toEqual({ id: 'group', for: [], against: ['shared_hour'] });
  });

  it('lets one of several concerns be enough, and names the reason once', () => {
    const peers = rule('peers', 'concerns', ['grief', 'loneliness']);
    expect(groupFor({ concerns: ['sleep', 'grief', 'loneliness'] }, [peers])).toEqual(['peers']);
  });

  it.each([
    ['up to 60', { max: 60 }, ['group_within', 'individual_above']],
    ['from 60 on', { min: 60 }, ['group_within', 'individual_above']],
    ['40 to 130', { min: 40, max: 130 }, ['group_within', 'individual_within']],
    ['exactly the fee', { min: 120, max: 120 }, ['group_within', 'individual_within']],
    ['30', { min: 30, max: 30 }, ['group_above', 'individual_above']],
    ['no figure', {}, []],
  ])('reads a budget of %s a session against the lowest fees', (_, figures, expected) => {
    const budget = { ...figures, currency: 'USD', per: 'session' as const };
    expect(groupFor({ budget }, budgetRules)?.slice().sort()).toEqual(expected);
  });

  it('spreads a budget a month over the weeks of a month', () => {
    const monthly = (max: number) => ({ budget: { max, currency: 'USD', per: 'month' as const } });
    expect(groupFor(monthly(194), budgetRules)).toContain('group_above');
    expect(groupFor(monthly(195), budgetRules)).toContain('group_within');
  });

  it('says nothing about a format whose fee the practice does not tell', () => {
    const budget = { max: 1, currency: 'USD', per: 'session' as const };
    expect(groupFor({ budget }, budgetRules)?.filter((id) => id.startsWith('couples'))).toEqual([]);
  });

  it('counts the days on which somebody can come, not the windows', () => {
    const rules = [rule('few', 'availability', ['few_times']), rule('many', 'availability', ['many_times'])];
    const on = (...days: (typeof DAYS)[number][]) =>
      days.map((day) => ({ days: [day], from: '08:00', to: '12:00' }));
    expect(groupFor({ availability: on('mon', 'mon', 'tue') }, rules)).toEqual(['few']);
    expect(groupFor({ availability: on('mon', 'tue', 'wed') }, rules)).toEqual(['many']);
    expect(groupFor({ availability: [] }, rules)).toEqual([]);
  });
});

describe('laws', () => {
  it('only rules of answered questions speak', () => {
    fc.assert(
      fc.property(answers, ruleList, (given, rules) => {
        for (const id of idsOf(given, rules)) {
          const slot = rules.find((one) => one.id === id)?.slot;
          expect(slot !== undefined && given[slot] !== undefined).toBe(true);
        }
      }),
    );
  });

  it('reasons stand in the order of the rules', () => {
    fc.assert(
      fc.property(answers, ruleList, (given, rules) => {
        for (const format of reasons(given, rules)) {
          for (const side of [format.for, format.against]) {
            const places = side.map((id) => rules.findIndex((one) => one.id === id));
            expect(places).toEqual(places.slice().sort((a, b) => a - b));
          }
        }
      }),
    );
  });

  it('skipping a question only takes reasons away', () => {
    fc.assert(
      fc.property(answers, ruleList, fc.constantFrom(...SLOTS), (given, rules, skipped) => {
        const less = { ...given };
        delete less[skipped];
        const all = idsOf(given, rules);
        const left = idsOf(less, rules);
        expect(left).toEqual(all.filter((id) => rules.find((one) => one.id === id)?.slot !== skipped));
      }),
    );
  });

  it('who somebody is never speaks', () => {
    fc.assert(
      fc.property(answers, ruleList, fc.string(), (given, rules, name) => {
        expect(reasons({ ...given, name, phone: name, email: name }, rules)).toEqual(reasons(given, rules));
      }),
    );
  });
});

function idsOf(given: Slots, rules: FitRule[]): string[] {
  return reasons(given, rules).flatMap((format) => [...format.for, ...format.against]);
}

const budgetValues = FORMATS.flatMap((format) => [`${format}_above`, `${format}_within`]);
const budgetRules = budgetValues.map((value) => rule(value, 'budget', [value]));
const values: Partial<Record<FitRule['slot'], string[]>> = {
  for_whom: ['self', 'couple', 'family'],
  concerns: ['grief', 'sleep'],
  attention: ['important', 'not_important'],
  pace: ['own', 'shared'],
  budget: budgetValues,
  availability: ['few_times', 'many_times'],
};
const answers: fc.Arbitrary<Slots> = fc.record(
  {
    for_whom: fc.constantFrom('self', 'couple', 'family'),
    concerns: fc.subarray([...CONCERNS], { minLength: 1 }),
    attention: fc.constantFrom('important', 'not_important', 'unsure'),
    pace: fc.constantFrom('own', 'shared', 'unsure'),
    budget: fc.record(
      {
        min: fc.nat(300),
        max: fc.nat(300),
        currency: fc.constant('USD'),
        per: fc.constantFrom('session', 'month'),
      },
      { requiredKeys: ['currency', 'per'] },
    ),
    availability: fc.array(
      fc.record({
        days: fc.subarray([...DAYS], { minLength: 1 }),
        from: fc.constant('08:00'),
        to: fc.constant('12:00'),
      }),
      { minLength: 1 },
    ),
  },
  { requiredKeys: [] },
);
const ruleList: fc.Arbitrary<FitRule[]> = fc
  .array(
    fc.constantFrom(...(Object.keys(values) as FitRule['slot'][])).chain((slot) =>
      fc.record({
        slot: fc.constant(slot),
        is: fc.subarray(values[slot] ?? [], { minLength: 1 }),
        format: fc.constantFrom(...FORMATS),
        side: fc.constantFrom('for' as const, 'against' as const),
      }),
    ),
    { maxLength: 12 },
  )
  .map((rules) => rules.map((one, index) => ({ id: `r${index}`, ...one })));
