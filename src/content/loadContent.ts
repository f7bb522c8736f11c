import { freeze } from './freeze';
import type { Kept } from './kept';
import { answersFor } from './answers';
import { loadProfile } from './loadProfile';
import { practiceFacts } from './practiceFacts';
import { practiceFlags } from './practiceFlags';
import { profileWords } from './profileWords';
import { readResources } from './readResources';
import type { Resources } from './resources';
import { makeTexts } from './texts';
import type { Content, Helpline } from './types';

/** Where content is read from. */
export interface ContentFiles {
  /** The folder `resources/`. */
  readonly resources: string;
  /** The practice profile, a YAML file. */
  readonly practiceFile: string;
}

/**
 * Loads, validates and freezes everything that people read.
 *
 * @param kept where the validated resources are read back from, when nothing changed
 * @throws TriageError `PROFILE_INVALID` for the practice's own file, `CONTENT_INVALID` for the others; both list
 *   every fault with its file and path
 */
export function loadContent({ resources, practiceFile }: ContentFiles, kept?: Kept): Content {
  const profile = loadProfile(practiceFile);
  const read = () => readResources(resources);
  const data = freeze(kept ? kept.get('content', [resources], read) : read());
  const fallbacks = [...new Set([...profile.languages, 'en'])];
  const helplines = (country: string): readonly Helpline[] => helplinesOf(data.helplines, country);
  const texts = makeTexts({
    messages: data.messages,
    literals: profileWords(profile),
    facts: freeze(practiceFacts(profile, helplines(profile.country))),
    fallbacks,
    country: profile.country,
  });
  const answers = answersFor(data.answers, practiceFlags(profile));
  return Object.freeze({
    ...texts,
    languages: freeze(profile.languages),
    profile,
    questions: data.questions,
    points: data.points,
    sources: data.sources,
    fitRules: data.fit,
    comparison: data.compare.rows,
    about: data.compare.about,
    helplines,
    answer: (intent) => answers.get(intent),
  } satisfies Content);
}

function helplinesOf(
  { countries, territories = {}, elsewhere }: Resources['helplines'],
  place: string,
): readonly Helpline[] {
  const country = (Object.hasOwn(territories, place) && territories[place]) || place;
  const own = Object.hasOwn(countries, country) ? countries[country] : undefined;
  const everywhere = elsewhere.filter(({ use }) => use === 'directory');
  return own ? [...own, ...everywhere] : elsewhere;
}
