import type { Element } from './adaptiveCard';
import type { CardMaker, Piece } from './cardMaker';
import { pickAction } from './pickAction';

/** Pixels: of a card on a narrow phone, of a sign, and of what is around the words of a button. */
const ROW = 296;
const SIGN = 8;
const AROUND = 34;

/** The choices as buttons, as many in a row as fit; those that a list of the card shows already are left out. */
export function choiceButtons(maker: CardMaker): Piece {
  const { labels, message } = maker;
  const from = message.card?.kind === 'list' ? message.card.items.length : 0;
  const rest = labels.map((_label, index) => index).slice(from);
  const rows = rest.reduce<number[][]>((all, index) => {
    const last = all.at(-1);
    if (last && fits([...last, index], labels)) last.push(index);
    else all.push([index]);
    return all;
  }, []);
  const body = rows.map((row, index): Element => ({
    type: 'ActionSet',
    ...(index > 0 && { spacing: 'Small' }),
    actions: row.map((choice) => choiceAction(maker, choice)),
  }));
  return { body, said: labels.slice(from) };
}

function fits(row: readonly number[], labels: readonly string[]): boolean {
  const widths = row.map((index) => (labels[index] ?? '').length * SIGN + AROUND);
  return widths.reduce((sum, width) => sum + width, 0) <= ROW;
}

/** A web page is opened; everything else is picked. */
function choiceAction(maker: CardMaker, index: number): Element {
  const link = maker.message.choices?.[index]?.link;
  if (link === undefined || !link.startsWith('https:')) return pickAction(maker, index);
  return { type: 'Action.OpenUrl', title: maker.labels[index], url: link };
}
