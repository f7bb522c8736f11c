import { FORMATS } from '../fit/types';
import type { Resources } from './resources';

/** Keys that follow from the resource files: their words must be there, whatever the code says. */
export function requiredKeys({
  questions,
  points,
  sources,
  answers,
  fit,
  compare,
}: Omit<Resources, 'messages' | 'helplines'>): readonly string[] {
  return [
    ...questions.flatMap(({ slot, choices }) => [
      ...['ask', 'why', 'again'].map((part) => `question.${slot}.${part}`),
      ...choices.map((value) => `choice.${slot}.${value}`),
    ]),
    ...['name', 'phone', 'email'].flatMap((slot) =>
      ['ask', 'why', 'again'].map((part) => `question.${slot}.${part}`),
    ),
    ...points.flatMap(({ id }) => [`point.${id}`, `point.${id}_short`]),
    ...sources.map(({ id }) => `source.${id}`),
    ...answers.flatMap(({ parts }) =>
      parts.map(({ key }) => key).filter((key) => !key.startsWith('profile.')),
    ),
    ...fit.map(({ id }) => `reason.${id}`),
    ...compare.rows.flatMap(({ id }) => ['heading', ...FORMATS].map((cell) => `compare.${id}.${cell}`)),
    ...compare.about.map(({ id }) => `compare.about.${id}`),
  ];
}
