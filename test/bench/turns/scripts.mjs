// What a visitor says in one conversation, to ours and to the stock waterfall.

/** The four steps of the stock waterfall, after the message that begins it. */
export const STOCK = ['hello', 'Robin', 'stress at work', 'alone', 'tuesday afternoon'];

/**
 * A whole conversation with ours: greeting, a question, the preferences (buttons and typed words), the comparison.
 * `pick`: a button, by its content key; `asks`: what the bot then asks.
 */
export const OURS = [
  { say: 'hi', asks: 'menu' },
  { say: 'what happens in group therapy?', asks: 'menu' },
  { pick: 'menu.preferences', asks: 'consent' },
  { pick: 'consent.yes', asks: 'for_whom' },
  { say: "it's for me", asks: 'concerns' },
  { pick: 'choice.concerns.stress', asks: 'attention' },
  { pick: 'choice.attention.important', asks: 'sharing' },
  { say: 'i am not sure', asks: 'privacy' },
  { pick: 'choice.skip', asks: 'pace' },
  { pick: 'choice.pace.own', asks: 'budget' },
  { say: '90 dollars', asks: 'availability' },
  { say: 'tuesdays after 3pm', asks: 'mode' },
  { pick: 'choice.mode.either', asks: 'format' },
  { pick: 'choice.format.either', asks: 'way' },
];

/** The script as texts. `words`: the label of a content key. */
export function textsOf(script, words) {
  return script.map(({ say, pick }) => say ?? words(pick));
}
