import type { Activity } from 'botbuilder';
import type { Content } from '../content/types';
import { countryOf } from './country';
import { createCountrySaid } from './countrySaid';
import type { CountrySaid } from './countrySaid';
import { Recent } from './recent';

/**
 * In which country visitors are, so that the help lines are theirs: what they said in this conversation, else what
 * {@link countryOf} makes of their phone, the locale and the practice. What was said is kept in the conversation's state;
 * here it is remembered for the first look, which does not wait for any state.
 */
export class Whereabouts {
  private readonly told = new Recent<string>(10_000);
  private readonly said: CountrySaid;

  constructor(private readonly content: Content) {
    this.said = createCountrySaid(content);
  }

  /** The country for help that goes out now. */
  of(activity: Activity): string {
    const told = this.said(activity.text ?? '') ?? this.told.get(keyOf(activity));
    return told ?? countryOf(activity, this.content.profile.country);
  }

  /**
   * Takes in what the visitor said and what the conversation's state knows.
   *
   * @param known the country in the state
   * @param asked help is what the talk is about, so that a bare name is a country
   * @returns the country that was said, now or before; undefined when none was
   */
  learn(activity: Activity, known: string | undefined, asked: boolean): string | undefined {
    const country = this.said(activity.text ?? '', asked) ?? known;
    if (country !== undefined) this.told.set(keyOf(activity), country);
    return country;
  }
}

function keyOf({ channelId, conversation }: Activity): string {
  return `${channelId}/${conversation.id}`;
}
