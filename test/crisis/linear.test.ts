import fc from 'fast-check';
import { keptCrisis, keptInDist } from '../../src/compiled';
import type { Compiled } from '../../src/crisis/compile';
import { createLook } from '../../src/crisis/detector';
import type { CrisisContext, Detection } from '../../src/crisis/types';

/** Texts made to be slow: what begins many phrases, what complete ones and cues are made of, what is no word. */
const PIECES = [
  ...[
    'i want to die ',
    'no not suicidal ',
    'k i l l ',
    '@',
    '1 ',
    'so so really ',
    "a'b@c ",
    'a ',
    'no no no. ',
  ],
  ...['no thoughts of suicide ', "don't want to not ", 'i want to die but not ', 'wanttodie', 'k!ll mys3lf '],
  ...[
    '$@!|*+',
    'dieeeeeeee ',
    'd\u200bi\u200be ',
    'q\u0301\u0301',
    '\u{1f480}\u{1f52b} ',
    'me quiero ',
    'kms. ',
  ],
  ...[
    'no me quiero morir pero ',
    'i used to cut. ',
    'lately ',
    'well now ',
    'my mom says ',
    'what if ',
    'www.',
  ],
];

const { lexicon, model } = keptCrisis(keptInDist(() => undefined));
let steps = 0;
const look = createLook(counting(lexicon), model);

/** Looks at a text and counts: every number of the network, every field of an entry, every word list asked. */
function workOf(text: string, context?: CrisisContext) {
  steps = 0;
  const work = look(text, context);
  for (let pieces = 1, most = 0, before = 0; ; pieces++) {
    const { done, value } = work.next();
    most = Math.max(most, steps - before);
    before = steps;
    if (done === true) return { detection: value satisfies Detection, steps, pieces, most };
  }
}

/** The lexicon as it is, but whatever reads it is counted. */
function counting(compiled: Compiled): Compiled {
  const { network, owners } = compiled;
  const lists = Object.entries(network).map(([name, list]) => [
    name,
    'items' in list ? { from: counted(list.from), items: counted(list.items) } : counted(list),
  ]);
  const words = (['subjects', 'selves', 'enders', 'past', 'fillers'] as const).map((name) => [
    name,
    { has: (word: string) => ++steps > 0 && compiled[name].has(word) },
  ]);
  return {
    ...compiled,
    ...(Object.fromEntries(words) as Pick<Compiled, 'past'>),
    network: Object.fromEntries(lists),
    owners: owners.map((owner) => ('entry' in owner ? { entry: counted(owner.entry) } : owner)),
  };
}

function counted<T extends object>(data: T): T {
  return new Proxy(data, {
    get(target, name) {
      steps++;
      return Reflect.get(target, name) as unknown;
    },
  });
}

const unit = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 5 }).map((all) => all.join(''));
const around = fc.constantFrom<CrisisContext>(
  {},
  { alert: true, asked: 'concern' },
  { previous: ['i really', 'want to'] },
);

describe('a text that was made to be slow', () => {
  it.each(PIECES)(
    'takes twice the steps of reading and deciding when "%s" is written twice as often',
    (piece) => {
      const once = workOf(piece.repeat(200));
      expect(workOf(piece.repeat(400)).steps).toBeLessThanOrEqual(2.3 * once.steps + 1_000);
    },
  );

  it('takes twice the steps whatever it is put together from, and whatever was asked or said before', () => {
    fc.assert(
      fc.property(unit, around, (text, context) => {
        const once = workOf(text.repeat(60), context);
        return workOf(text.repeat(120), context).steps <= 2.3 * once.steps + 1_000;
      }),
      { numRuns: 15 },
    );
  });

  it('comes in pieces, none of which grows with the text', () => {
    const most = (length: number) => workOf('so so really i want '.repeat(length / 20)).most;
    expect(most(8_000)).toBeLessThanOrEqual(1.1 * most(2_000));
  });

  it('may be left for another in the middle: each is told as if it were alone', () => {
    const texts = ['i want to '.repeat(400) + 'die', 'no quiero '.repeat(400) + 'vivir', 'well '.repeat(900)];
    const alone = texts.map((text) => workOf(text).detection);
    const works = texts.map((text) => look(text));
    const told: (Detection | undefined)[] = texts.map(() => undefined);
    while (told.includes(undefined))
      for (const [n, work] of works.entries()) {
        const { done, value } = work.next();
        if (done === true && told[n] === undefined) told[n] = value;
      }
    expect(told).toEqual(alone);
    expect(alone.map(({ tier }) => tier)).toEqual(['ideation', 'ideation', 'none']);
  });
});

describe('a text of more than a window', () => {
  it('is cut between words: no piece of one is taken for another', () => {
    expect(workOf('my ref ABC '.repeat(12_000)).detection.tier).toBe('none');
  });

  it.each([0, 62_000, 65_500, 130_000])('is found out after %i characters', (length) => {
    const filler = 'we talked about the garden. '.repeat(Math.ceil(length / 28)).slice(0, length);
    expect(workOf(`${filler} i want to kill myself. ${filler}`).detection.tier).toBe('ideation');
  });
});
