import { readFileSync } from 'node:fs';
import type { Activity } from 'botbuilder';
import { hostConfig } from './themes';
import type { Theme } from './themes';

/** Widths of a card in Teams: on a phone, and on a desk, where one that asks for it takes the whole conversation. */
export const DEVICES = {
  phone: { viewport: 360, usual: 328, wide: 328 },
  desktop: { viewport: 900, usual: 460, wide: 820 },
} as const;

/** A message with its card, by a name for pictures. */
export interface Shown {
  readonly name: string;
  readonly activity: Partial<Activity>;
}

const RENDERER = readFileSync(require.resolve('adaptivecards/dist/adaptivecards.min.js'), 'utf8');

/** A page that shows messages and their cards below each other as Teams does in a theme, with Microsoft's renderer. */
export function cardPage(
  shown: readonly Shown[],
  theme: Theme,
  { usual, wide }: { usual: number; wide: number },
  language: string,
): string {
  const data = JSON.stringify(
    shown.map(({ name, activity }) => ({
      name,
      text: activity.text,
      card: activity.attachments?.[0]?.content as object,
    })),
  );
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Cards</title><style>${styles(theme)}</style></head>
<body><main></main><script>${RENDERER}</script><script>
  const plain = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const linked = (text) => plain(text).replace(/\\[([^\\]]*)\\]\\(([^)]*)\\)/g, '<a href="$2">$1</a>');
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = '<p>' + linked(text) + '</p>';
    result.didProcess = true;
  };
  // Teams' own renderer does this: up to 345 pixels a card is narrow.
  const suits = ({ targetWidth }, width) =>
    targetWidth === undefined || (targetWidth === 'atMost:narrow') === (width <= 345);
  for (const { name, text, card } of ${data.replace(/</g, '\\u003c')}) {
    const part = document.createElement('section');
    part.dataset.name = name;
    if (text) part.innerHTML = '<p class="said">' + linked(text).replace(/\\n/g, '<br>') + '</p>';
    const width = card.msteams?.width === 'Full' ? ${wide} : ${usual};
    const adaptive = new AdaptiveCards.AdaptiveCard();
    adaptive.hostConfig = new AdaptiveCards.HostConfig(${JSON.stringify(hostConfig(theme))});
    adaptive.parse({ ...card, body: card.body.filter((one) => suits(one, width)) });
    const element = adaptive.render();
    element.style.width = width + 'px';
    part.append(element);
    document.querySelector('main').append(part);
  }
</script></body></html>`;
}

function styles({ page, text, accent, line, button, card }: Theme): string {
  return `
    * { box-sizing: border-box }
    body { margin: 0; padding: 16px; background: ${page}; color: ${text}; font: 14px/1.4 "Segoe UI", Arial, sans-serif }
    section { margin-bottom: 24px }
    .said { max-width: 460px; margin: 0 0 8px; padding: 8px 16px; border-radius: 6px; background: ${card} }
    a { color: ${accent} }
    .ac-adaptiveCard { border: 1px solid ${line}; border-radius: 6px }
    .ac-adaptiveCard p { margin: 0 }
    /* As Teams' own renderer has it. */
    .ac-actionSet { flex-wrap: wrap; row-gap: 8px }
    /* showBorder and roundedCorners. */
    .ac-container.ac-selectable { border: 1px solid ${line}; border-radius: 4px }
    .ac-selectable { cursor: pointer }
    .ac-pushButton { min-height: 32px; padding: 5px 12px; border: 1px solid ${line}; border-radius: 4px;
      background: ${button}; color: ${text}; font: 600 14px "Segoe UI", Arial, sans-serif }`;
}
