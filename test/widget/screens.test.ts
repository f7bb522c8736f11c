import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Frame } from 'playwright-core';
import { palette } from '../../src/widget/theme';
import { startBot } from '../support/bot';
import { describeInChromium, startChromium } from '../support/chromium';
import { ChatPage, DESKTOP, PHONE } from './chatPage';
import { mirrored, mirroredSaid } from './screens/mirrored';
import { record } from './screens/record';
import type { Step } from './screens/record';
import { ScriptedServer } from './scriptedServer';
import type { Said } from './scriptedServer';

/** `npm run screenshots` writes every screen here, to be looked at. */
const PICTURES = process.env['SCREENSHOTS'] === '1' && join(__dirname, '../.artifacts/screens');
/** A person of the practice has come in. */
const LIVE: Said = {
  text: 'Anna: Hello Robin, I am Anna from the front desk.',
  triage: { live: { state: 'said', name: 'Anna' } },
};

/** As many as each walk sees. */
const SCREENS = 20;

type Language = 'en' | 'es' | 'rtl';

/** The real bot's conversation, walked through again on each device, in each language, by day and by night. */
describeInChromium('every screen of the widget', () => {
  const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  const recorded: Partial<Record<Language, readonly Step[]>> = {};
  const servers: ScriptedServer[] = [];
  let browser: Browser;
  beforeAll(async () => {
    const bot = await startBot();
    const [en, es] = [await record(bot, 'en'), await record(bot, 'es')];
    await bot.stop();
    Object.assign(recorded, { en, es, rtl: en.map(mirroredStep) });
    browser = await startChromium();
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    for (const server of servers) await server.stop().catch(() => undefined);
  });

  /** What axe finds in a frame: the rule and the place. By night only colours are others. */
  async function faults(frame: Frame, only?: string): Promise<string[]> {
    if ((await frame.evaluate('typeof axe')) === 'undefined') await frame.evaluate(axe);
    const options = { iframes: false, ...(only !== undefined && { runOnly: [only] }) };
    const found: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] =
      await frame.evaluate(
        `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
      );
    return found.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
    );
  }

  const devices: [string, BrowserContextOptions][] = [
    ['phone', PHONE],
    ['desktop', DESKTOP],
  ];
  const places = (['en', 'es', 'rtl'] as const).flatMap((language) =>
    devices.map(([device, options]) => ({ language, device, options })),
  );

  it.each(places)(
    'axe finds nothing in $language on a $device, by day and by night',
    async (place) => {
      const { language, device, options } = place;
      const steps = recorded[language] ?? [];
      const server = await serve(steps, language);
      const chat = await ChatPage.goto(
        browser,
        `${server.url}/?lang=${language === 'es' ? 'es' : 'en'}`,
        options,
      );
      let taken = 0;
      const wrong: string[] = [];
      const check = async (screen: string, host = false): Promise<void> => {
        taken += 1;
        for (const colorScheme of ['light', 'dark'] as const) {
          await chat.page.emulateMedia({ colorScheme });
          const frame = host ? chat.page.mainFrame() : (chat.page.frames().at(-1) as Frame);
          // Not waitForFunction, which the page's policy refuses.
          while (!host && !(await frame.evaluate(painted(colorScheme)))) await chat.page.waitForTimeout(20);
          const found = await faults(frame, colorScheme === 'dark' ? 'color-contrast' : undefined);
          wrong.push(...found.map((fault) => `${screen}, ${colorScheme}: ${fault}`));
          if (PICTURES === false) continue;
          const folder = join(PICTURES, `${language}-${device}-${colorScheme}`);
          mkdirSync(folder, { recursive: true });
          await chat.page.screenshot({
            path: join(folder, `${String(taken).padStart(2, '0')} ${screen}.png`),
          });
        }
      };

      await chat.ready();
      await check('page', true);
      await chat.launcher.click();
      await heard(chat, steps, 0);
      await check('page with the chat', true);
      await check('greeting');
      await chat.frame.locator('#more').click();
      await check('options');
      await chat.frame.locator('#more').click();
      for (const [index, { says, screen }] of steps.entries()) {
        if (index === 0) continue;
        await chat.say(says);
        await heard(chat, steps, index);
        if (screen !== undefined) await check(screen);
      }
      server.say(language === 'rtl' ? mirroredSaid(LIVE) : LIVE);
      await chat.frame.locator('.bot', { hasText: /Anna:|אננא:/ }).waitFor();
      await check('a person');
      await chat.say('');
      await chat.frame.locator('.field.wrong').waitFor();
      await check('empty message');
      server.refusals.push(400);
      await chat.say(steps[1]?.says ?? '');
      await chat.frame.locator('.delivery button').waitFor();
      await check('not sent');
      await server.stop();
      await chat.frame.locator('.connection.offline').waitFor();
      await chat.say(steps[2]?.says ?? '');
      await check('offline');
      expect(wrong).toEqual([]);
      expect(taken).toBe(SCREENS);
      await chat.close();
    },
    300_000,
  );

  it('the chat as a page of its own has the quick exit, and nothing wrong', async () => {
    const server = await serve(recorded.en ?? [], 'en');
    const chat = await ChatPage.goto(browser, `${server.url}/widget`, PHONE);
    await chat.page.locator('.choice').first().waitFor();
    expect(await faults(chat.page.mainFrame())).toEqual([]);
    await chat.close();
  });

  /** A server whose bot answers as recorded, step by step, whatever is said. */
  async function serve(steps: readonly Step[], language: Language): Promise<ScriptedServer> {
    let at = 0;
    const server = new ScriptedServer({
      bot: (text) => steps[(at = text === '' ? 0 : at + 1)]?.answers ?? [],
      ...(language === 'rtl' && { rtl: true, words: mirrored }),
    });
    await server.start();
    servers.push(server);
    return server;
  }

  async function heard(chat: ChatPage, steps: readonly Step[], upTo: number): Promise<void> {
    const count = steps.slice(0, upTo + 1).reduce((sum, { answers }) => sum + answers.length, 0);
    await chat.frame
      .locator('.bot')
      .nth(count - 1)
      .waitFor();
    await chat.frame.locator('.typing').waitFor({ state: 'detached' });
  }
});

/** The window takes its colours from the practice a moment after the device has changed its own. */
function painted(scheme: 'light' | 'dark'): string {
  const soft = palette('#2f6f6a', scheme === 'dark')['--accent-soft'];
  return `document.documentElement.style.getPropertyValue('--accent-soft') === '${soft}'`;
}

function mirroredStep(step: Step): Step {
  return { ...step, says: mirrored(step.says), answers: step.answers.map(mirroredSaid) };
}
