import type { Activity } from 'botbuilder';
import type { VisitorState } from '../../dialogs/turn';
import type { Content } from '../content/types';

/** The language of a turn: what the visitor chose by word, else what the channel gives, else the practice's first. */
export function localeOf(activity: Partial<Activity>, visitor: VisitorState, { languages }: Content): string {
  const wanted = [visitor.language, activity.locale?.slice(0, 2).toLowerCase(), languages[0]];
  return wanted.find((language) => languages.includes(language ?? '')) ?? 'en';
}
