import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type * as renderer from '../../src/channels/renderer';
import type { Content } from '../../src/content/types';
import type { Message } from '../../src/content/message';
import { alertMessage } from '../../src/handoff/alertCard';
import { cardWords } from '../../src/handoff/cardWords';
import { Recorder } from '../channels/everyTurn';
import { on } from '../channels/shown';
import { content } from '../crisis/helpCases';
import { TUESDAY } from '../handoff/waiting';
import { startBot } from '../support/bot';
import { describeInChromium, startChromium } from '../support/chromium';
import { WAY, take } from '../support/way';
import { DEVICES, cardPage } from './cards/cardPage';
import type { Shown } from './cards/cardPage';
import { THEMES } from './cards/themes';

/** `npm run screenshots` writes every card here, to be looked at. */
const PICTURES = process.env['SCREENSHOTS'] === '1' && join(__dirname, '../.artifacts/cards');

/**
 * Rules about whole pages, and one that takes the two lines of a row for one word: what a row is called says both.
 */
const NOT_OURS = {
  region: { enabled: false },
  'page-has-heading-one': { enabled: false },
  'label-content-name-mismatch': { enabled: false },
};

const mockRecorder = new Recorder();
jest.mock('../../src/channels/renderer', () => {
  const real = jest.requireActual<typeof renderer>('../../src/channels/renderer');
  const createRenderer = (words: Content): ReturnType<typeof renderer.createRenderer> => {
    const render = real.createRenderer(words);
    return (activity, incoming) => {
      mockRecorder.hear(activity, incoming);
      return render(activity, incoming);
    };
  };
  return { createRenderer };
});

/** What is asked or shown, as a name for it. */
const nameOf = ({ asks, card, parts }: Message): string =>
  [card?.kind, asks, parts[0]?.key].filter(Boolean).join(' ');

describeInChromium('the cards of the product, as Teams shows them', () => {
  const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  const messages: Message[] = [];
  let browser: Browser;
  beforeAll(async () => {
    const bot = await startBot({ parts: { now: () => TUESDAY } });
    const visitor = await bot.visitor('en');
    for (const key of ['menu.explain', 'choice.format.group', 'menu.compare', 'menu.more', 'menu.menu'])
      await visitor.pick(key);
    for (const step of WAY) await take(visitor, step);
    await visitor.pick('menu.booking');
    await visitor.pick('choice.format.group');
    await visitor.say('i want to kill myself');
    await bot.stop();
    messages.push(...mockRecorder.all.flatMap((turn) => turn.messages));
    browser = await startChromium();
  }, 300_000);
  afterAll(() => browser.close());

  /** Every message with a card in a language, each once, and the alert that staff get. */
  function cardsIn(language: string): Shown[] {
    const shown = messages.map((message) => ({
      name: nameOf(message),
      activity: on('msteams', message, language),
    }));
    const words = cardWords({ ...content, languages: [language] }, 'https://chat.example.org').words({
      ...{ id: 'c1', topic: 'escalation.created', at: TUESDAY },
      facts: { case: 'c1', reference: 'K7M4QD', tier: 'ideation', channel: 'directline', language },
    });
    const taken = { ...words, text: content.text('staff.claimed.gone', language) };
    const alerts = [words, { title: taken.title, text: taken.text, button: taken.button }].map(
      (one, index) => ({
        name: `alert ${index}`,
        activity: alertMessage(one),
      }),
    );
    const cards = [...shown, ...alerts].filter(({ activity }) => activity.attachments !== undefined);
    return [...new Map(cards.map((one) => [JSON.stringify(one.activity), one])).values()];
  }

  /** What axe finds: the rule and the place. */
  async function faults(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    const found: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] =
      await page.evaluate(
        `axe.run(document, ${JSON.stringify({ rules: NOT_OURS })}).then(({ violations }) => violations)`,
      );
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
    );
  }

  /** Elements that are cut off or stand out of their card. */
  const cutOff = (page: Page): Promise<string[]> =>
    page.evaluate(`[...document.querySelectorAll('.ac-adaptiveCard *')]
      .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline'
        || one.getBoundingClientRect().right > one.closest('.ac-adaptiveCard').getBoundingClientRect().right + 1)
      .map((one) => one.closest('section').dataset.name + ': ' + one.className + ' ' + one.textContent.slice(0, 60))`);

  it('are of every kind', () => {
    const kinds = new Set(messages.flatMap(({ card }) => (card ? [card.kind] : [])));
    expect([...kinds].sort()).toEqual(['aspects', 'booking', 'list', 'sides']);
  });

  const places = (['en', 'es'] as const).flatMap((language) =>
    (['phone', 'desktop'] as const).map((device) => ({ language, device })),
  );
  it.each(places)(
    'can be read by everybody and are cut off nowhere, in $language on a $device, in every theme',
    async ({ language, device }) => {
      const cards = cardsIn(language);
      for (const { activity } of cards)
        expect((activity.attachments?.[0]?.content as { fallbackText?: string }).fallbackText).toMatch(/\S/);
      const wrong: string[] = [];
      for (const [name, theme] of Object.entries(THEMES)) {
        const page = await browser.newPage({ viewport: { width: DEVICES[device].viewport, height: 800 } });
        await page.setContent(cardPage(cards, theme, DEVICES[device], language));
        wrong.push(...(await faults(page)).map((fault) => `${name}: ${fault}`));
        wrong.push(...(await cutOff(page)).map((fault) => `${name}: cut off: ${fault}`));
        if (PICTURES !== false) {
          mkdirSync(PICTURES, { recursive: true });
          await page.screenshot({
            path: join(PICTURES, `${language}-${device}-${name}.png`),
            fullPage: true,
          });
        }
        await page.close();
      }
      expect([...new Set(wrong)]).toEqual([]);
    },
    300_000,
  );
});
