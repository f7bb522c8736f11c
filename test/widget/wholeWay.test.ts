import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { contentFiles } from '../../src/places';
import { loadContent } from '../../src/content/loadContent';
import { startBotProcess } from '../support/botProcess';
import type { BotProcess } from '../support/botProcess';
import { describeInChromium, startChromium } from '../support/chromium';
import { WAY } from '../support/way';
import { ChatPage, DESKTOP, PHONE } from './chatPage';

/** Screenshots of every step, to be looked at. */
const pictures = join(__dirname, '../.artifacts/way');

describeInChromium('the whole way with the real bot in a browser', () => {
  const content = loadContent(contentFiles({}));
  let dataDir: string;
  let bot: BotProcess;
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    dataDir = mkdtempSync(join(tmpdir(), 'triage-way-'));
    bot = await startBotProcess(dataDir);
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
    await bot.kill();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** kill -9, and up again at the same address with the same store. */
  async function restart(): Promise<void> {
    await bot.kill();
    bot = await startBotProcess(dataDir, { PORT: new URL(bot.url).port });
  }

  async function take(chat: ChatPage, { pick, typed }: (typeof WAY)[number], lang: string): Promise<void> {
    const before = await chat.frame.locator('.bot').count();
    const buttons = chat.frame.locator('.choice');
    if (typeof pick === 'number') await buttons.nth(pick - 1).click();
    else if (pick === undefined) await chat.say(typed ?? '');
    else await chat.choose(content.text(pick, lang));
    await chat.frame.locator('.bot').nth(before).waitFor();
    await chat.frame.locator('.typing').waitFor({ state: 'detached' });
  }

  it.each([
    ['en', 'phone', PHONE],
    ['es', 'desktop', DESKTOP],
  ])(
    'a visitor goes from the greeting to the reference in %s on a %s, through a kill -9 and a reload',
    async (lang, device, options) => {
      const chat = await ChatPage.goto(browser, `${bot.url}/?lang=${lang}`, options);
      await chat.ready();
      await chat.launcher.click();
      await chat.frame.locator('.choice').first().waitFor();
      for (const [index, step] of WAY.entries()) {
        const written = await chat.own();
        if (index === 5) {
          await restart();
          await chat.page.reload();
          if (device === 'phone') await chat.launcher.click();
          await chat.frame.locator('.choice').first().waitFor();
          expect(await chat.own()).toEqual(written);
        }
        await take(chat, step, lang);
        await chat.page.screenshot({ path: join(pictures, `${lang}-${String(index).padStart(2, '0')}.png`) });
      }
      await chat.frame.locator('.reference-code').waitFor();
      expect(await chat.own()).toHaveLength(WAY.length);
      await chat.close();
    },
    90_000,
  );

  it('someone in crisis gets the numbers as buttons while the question stays open', async () => {
    const chat = await ChatPage.goto(browser, `${bot.url}/?lang=en`, PHONE);
    await chat.ready();
    await chat.launcher.click();
    await chat.frame.locator('.choice').first().waitFor();
    await chat.say('I want to die');
    await chat.frame.locator('.help-card .action[href="tel:988"]').waitFor();
    await chat.page.screenshot({ path: join(pictures, 'crisis.png') });
    await chat.close();
  });

  it('what is written while the bot is killed is answered once when it is up again', async () => {
    const chat = await ChatPage.goto(browser, `${bot.url}/?lang=en`);
    await chat.ready();
    await chat.launcher.click();
    await chat.frame.locator('.choice').first().waitFor();
    await bot.kill();
    await chat.frame.locator('.connection.offline').waitFor();
    await chat.say('how much is it');
    const before = await chat.frame.locator('.bot').count();
    bot = await startBotProcess(dataDir, { PORT: new URL(bot.url).port });
    await chat.frame.locator('.bot').nth(before).waitFor();
    expect(await chat.own()).toEqual(['how much is it']);
    await chat.close();
  });
});
