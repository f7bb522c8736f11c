import { TriageError } from '../errors';
import { Alphabet, type AlphabetData } from './alphabet';
import { flatten, type FlatNetwork } from './flatNetwork';
import type { Cue, Entry, Lexicon, Spelling } from './lexicon';
import { Network, type Slots } from './network';
import { parsePhrase, type Respell } from './phrase';
import { ELIDED, expansions } from './spelling';

/** What a phrase of the automaton belongs to. */
export type Owner = { readonly entry: Entry } | { readonly cue: Cue };

/** A lexicon worked out for reading messages: plain data, so that it can be kept in a file. */
export interface Compiled {
  readonly spelling: Spelling;
  readonly alphabet: AlphabetData;
  readonly network: FlatNetwork;
  /** By phrase index. */
  readonly owners: readonly Owner[];
  readonly subjects: ReadonlySet<string>;
  readonly selves: ReadonlySet<string>;
  readonly enders: ReadonlySet<string>;
  readonly past: ReadonlySet<string>;
  readonly fillers: ReadonlySet<string>;
}

/**
 * Compiles a lexicon: some hundreds of milliseconds, once for each state of the lexicon.
 *
 * @throws TriageError CRISIS_LEXICON_INVALID with one line for each phrase that cannot be read
 */
export function compile(lexicon: Lexicon): Compiled {
  const alphabet = new Alphabet(new Map(Object.entries(lexicon.spelling.also)));
  const network = new Network(alphabet);
  const respell = respellOf(lexicon);
  const problems: string[] = [];
  const attempt = <T>(where: string, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof TriageError)) throw error;
      problems.push(`${where}: ${error.message}`);
      return undefined;
    }
  };
  const slots = slotsOf(lexicon, respell, attempt);
  const owners: Owner[] = [];
  const add = (id: string, language: string, phrases: readonly string[], owner: Owner) => {
    for (const phrase of phrases) {
      attempt(id, () => {
        network.add(parsePhrase(phrase, respell), slots.get(language) ?? new Map(), language, owners.length);
        owners.push(owner);
      });
    }
  };
  for (const entry of lexicon.entries) add(entry.id, entry.language, entry.phrases, { entry });
  for (const cue of lexicon.cues) add(cue.id, cue.language, cue.phrases, { cue });
  if (problems.length > 0) {
    throw new TriageError('CRISIS_LEXICON_INVALID', 'The crisis lexicon has phrases that cannot be read.', {
      details: problems,
    });
  }
  const all = (pick: 'subjects' | 'selves' | 'enders' | 'past' | 'negators') =>
    new Set(
      Object.values(lexicon.languages).flatMap((table) => table[pick].flatMap((word) => respell(word))),
    );
  const fillers = new Set(Object.values(lexicon.languages).flatMap((table) => table.fillers));
  alphabet.seal(fillers, all('negators'));
  return {
    spelling: lexicon.spelling,
    alphabet: alphabet.data,
    network: flatten(network.nodes),
    owners,
    fillers,
    subjects: all('subjects'),
    selves: all('selves'),
    enders: all('enders'),
    past: all('past'),
  };
}

/** Words of the lexicon are written as a clinician writes them; this gives them the spelling of a read message. */
function respellOf(lexicon: Lexicon): Respell {
  const expand = expansions(lexicon.spelling);
  const respell = (word: string): readonly string[] => {
    const folded = word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
    const plain = folded.replace(/['’]/g, '');
    const [before = '', after = ''] = folded.split(/['’]/);
    const elided = after !== '' && ELIDED.has(before) ? [before, ...respell(after)] : [plain];
    return expand.get(plain) ?? elided;
  };
  return respell;
}

function slotsOf(
  lexicon: Lexicon,
  respell: Respell,
  attempt: <T>(where: string, work: () => T) => T | undefined,
): ReadonlyMap<string, Slots> {
  return new Map(
    Object.entries(lexicon.languages).map(([language, table]) => [
      language,
      new Map(
        Object.entries(table.slots).map(([name, options]) => [
          name,
          options.flatMap((option) => {
            const items = attempt(`${language}, slot {${name}}`, () => parsePhrase(option, respell));
            return items === undefined ? [] : [items];
          }),
        ]),
      ),
    ]),
  );
}
