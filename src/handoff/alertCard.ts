import type { Activity } from 'botbuilder';

/** The words of a card for staff, in the practice's language, and what its buttons do. */
export interface AlertWords {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  /** What the button opens; left out: no button, since nobody has said where the console is. */
  readonly link?: string;
  /** The button by which somebody takes it on, with the case's reference; left out: it is taken on, or can not be. */
  readonly claim?: { readonly label: string; readonly reference: string };
}

const TYPE = 'application/vnd.microsoft.card.adaptive';

/** A message with the card; its summary is what a notification shows. */
export function alertMessage(words: AlertWords): Partial<Activity> {
  return {
    type: 'message',
    summary: words.title,
    attachments: [{ contentType: TYPE, content: alertCard(words) }],
  };
}

/** The card alone, as an invoke is answered with it. */
export function alertCard({ title, text, button, link, claim }: AlertWords): object {
  const submit = claim && { type: 'Action.Submit', title: claim.label, data: { claim: claim.reference } };
  const actions = [
    ...(submit ? [{ ...submit, type: 'Action.Execute', verb: 'claim', fallback: submit }] : []),
    ...(link !== undefined ? [{ type: 'Action.OpenUrl', title: button, url: link }] : []),
  ];
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: `${title}. ${text}`,
    body: [
      { type: 'TextBlock', text: title, weight: 'Bolder', size: 'Medium', wrap: true },
      { type: 'TextBlock', text, wrap: true },
    ],
    ...(actions.length > 0 && { actions }),
  };
}
