import { TriageError } from '../errors';
import { Alphabet } from './alphabet';
import { Automaton } from './automaton';
import type { Cue, Entry, Lexicon } from './lexicon';
import { Network, type Slots } from './network';
import { Normaliser } from './normalise';
import { parsePhrase, type Respell } from './phrase';
import { Respeller, expansions } from './spelling';

/** What a phrase of the automaton belongs to. */
export type Owner = { readonly entry: Entry } | { readonly cue: Cue };

/** A lexicon made ready for reading messages. */
export interface Compiled {
  readonly normaliser: Normaliser;
  readonly automaton: Automaton;
  /** By phrase index. */
  readonly owners: readonly Owner[];
  readonly subjects: ReadonlySet<string>;
  readonly selves: ReadonlySet<string>;
  readonly enders: ReadonlySet<string>;
  readonly past: ReadonlySet<string>;
  readonly fillers: ReadonlySet<string>;
}

/**
 * Compiles a lexicon: once, at start.
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
  const normaliser = new Normaliser(lexicon.spelling, alphabet, new Respeller(lexicon.spelling, alphabet));
  const automaton = new Automaton(network, alphabet);
  return {
    normaliser,
    automaton,
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
  return (word) => {
    const plain = word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/['’]/g, '');
    return expand.get(plain) ?? [plain];
  };
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
