import type { Visitor } from './visitor';

/**
 * What a visitor does on the whole way from the greeting to the reference, and what is asked afterwards: a content key is
 * a button, a number its place, and `typed` is typed.
 */
export const WAY: readonly {
  readonly pick?: string | number;
  readonly typed?: string;
  readonly asks: string;
}[] = [
  { pick: 'menu.preferences', asks: 'consent' },
  { pick: 'consent.yes', asks: 'for_whom' },
  { pick: 'choice.for_whom.self', asks: 'concerns' },
  { pick: 'choice.concerns.stress', asks: 'attention' },
  { pick: 'choice.attention.important', asks: 'sharing' },
  { pick: 'choice.sharing.unsure', asks: 'privacy' },
  { pick: 'choice.skip', asks: 'pace' },
  { pick: 'choice.pace.own', asks: 'budget' },
  { typed: '90', asks: 'availability' },
  { pick: 'choice.availability.any_time', asks: 'mode' },
  { pick: 'choice.mode.either', asks: 'format' },
  { pick: 'choice.format.either', asks: 'way' },
  { pick: 'choice.format.individual', asks: 'opening' },
  { pick: 1, asks: 'name' },
  { typed: 'Robin Vale', asks: 'phone' },
  { typed: '303 555 0117', asks: 'confirm' },
  { pick: 'booking.answer.yes', asks: 'menu' },
];

/** Takes one step of the way. */
export async function take(visitor: Visitor, { pick, typed }: (typeof WAY)[number]): Promise<void> {
  if (typeof pick === 'number') await visitor.pickAt(pick - 1);
  else if (pick !== undefined) await visitor.pick(pick);
  else await visitor.say(typed ?? '');
}
