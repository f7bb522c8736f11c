import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Frame, Locator } from 'playwright-core';
import { loadContent } from '../../src/content/loadContent';
import { contentFiles } from '../../src/places';
import { startBotProcess } from '../support/botProcess';
import type { BotProcess } from '../support/botProcess';
import { describeInChromium, startChromium } from '../support/chromium';
import { WAY } from '../support/way';
import { ChatPage, DESKTOP, PHONE } from './chatPage';
import { KeyboardVisitor } from './keyboardVisitor';
import { PracticePage } from './practicePage';

describeInChromium('the whole way with the real bot by keyboard alone', () => {
  const content = loadContent(contentFiles({}));
  const dataDir = mkdtempSync(join(tmpdir(), 'triage-keys-'));
  const practice = new PracticePage();
  let bot: BotProcess;
  let browser: Browser;
  beforeAll(async () => {
    await practice.start();
    bot = await startBotProcess(dataDir, { WIDGET_ORIGINS: practice.origin });
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([bot.kill(), practice.stop()]);
    rmSync(dataDir, { recursive: true, force: true });
  });

  describe.each([
    { lang: 'en', device: 'desktop', options: DESKTOP },
    // A tablet with a keyboard, say: the focus goes to the conversation, so that no keyboard on the screen covers it.
    { lang: 'es', device: 'touch screen', options: PHONE },
  ])('in $lang on a $device', ({ lang, options }) => {
    let chat: ChatPage;
    let visitor: KeyboardVisitor;
    beforeEach(async () => {
      practice.body = `<a href="#">Up</a><script async data-lang="${lang}" src="${bot.url}/widget.js"></script><a href="#">Down</a>`;
      chat = await ChatPage.goto(browser, practice.origin, options);
      visitor = new KeyboardVisitor(chat);
      await chat.ready();
      await visitor.to(chat.launcher);
      await visitor.press('Enter');
      await chat.frame.locator('.choice').first().waitFor();
      await visitor.look();
    });
    afterEach(() => chat.close());

    const button = (key: string) =>
      chat.frame.locator('.choices').getByRole('button', { name: content.text(key, lang), exact: true });
    const part = (selector: string) => chat.frame.locator(selector).first();

    /** There, from the field in which one writes or from the conversation: both are places where the focus is put. */
    async function goTo(target: Locator): Promise<void> {
      await visitor.to(target, (await visitor.isOn(part('#input'))) ? 'Shift+Tab' : 'Tab');
    }

    /** Does something that the bot answers, and looks where the focus is then. */
    async function answered(act: () => Promise<void>): Promise<void> {
      const before = await chat.frame.locator('.bot').count();
      await act();
      await chat.frame.locator('.bot').nth(before).waitFor();
      await chat.frame.locator('.typing').waitFor({ state: 'detached' });
      await visitor.look();
    }

    const pick = (target: Locator, key: 'Enter' | 'Space' = 'Enter') =>
      answered(async () => {
        await goTo(target);
        await visitor.press(key);
      });

    const type = (words: string) =>
      answered(async () => {
        await visitor.to(part('#input'));
        // An answer that was not taken is there to be mended.
        await visitor.press('Control+A');
        await chat.page.keyboard.type(words);
        await visitor.press('Enter');
      });

    it('a visitor goes from the page of the practice to the reference, and sees at each stop where they are', async () => {
      for (const [index, step] of WAY.entries()) {
        visitor.does(`step ${index}`);
        if (step.asks === 'name') await pickDay();
        if (step.asks === 'confirm') await type('303 55');
        if (step.typed !== undefined) await type(step.typed);
        else if (typeof step.pick === 'number') await pick(chat.frame.locator('.choice').nth(step.pick - 1));
        else if (step.pick !== undefined) await pick(button(step.pick), index % 2 === 0 ? 'Enter' : 'Space');
        if (step.asks === 'way') await takeAlong();
      }
      await part('.reference-code').waitFor();
      visitor.does('copying the reference');
      await goTo(part('.reference button'));
      await visitor.press('Enter');
      await visitor.look();
      expect(visitor.faults).toEqual([]);
    }, 180_000);

    /** The comparison, printed and saved. */
    async function takeAlong(): Promise<void> {
      visitor.does('taking the comparison along');
      const frame = chat.page.frames()[1] as Frame;
      await frame.evaluate(`window.print = () => void (window.printed = true)`);
      const [print, save] = [0, 1].map((index) => chat.frame.locator('.take button').nth(index));
      if (!print || !save) throw new Error('no buttons');
      await goTo(print);
      await visitor.press('Enter');
      expect(await frame.evaluate(`window.printed`)).toBe(true);
      await visitor.to(save);
      const download = chat.page.waitForEvent('download');
      await visitor.press('Space');
      expect((await download).suggestedFilename()).toMatch(/\.txt$/);
      await visitor.look();
      await visitor.to(part('.choice'));
    }

    /** Another day than the first, with the arrows. */
    async function pickDay(): Promise<void> {
      visitor.does('picking a day');
      await goTo(part('.day'));
      for (const key of ['ArrowRight', 'End', 'Home', 'ArrowRight', 'ArrowRight']) {
        await visitor.press(key);
        await visitor.look();
      }
      const third = chat.frame.locator('.day').nth(2);
      expect(await visitor.isOn(third)).toBe(true);
      await answered(() => visitor.press('Enter'));
      expect(await third.getAttribute('aria-pressed')).toBe('true');
    }

    it('opens the options, has them in another language, begins anew and closes the chat', async () => {
      const more = part('#more');
      visitor.does('the options');
      await visitor.to(more, 'Shift+Tab');
      await visitor.press('Enter');
      await part('.options').waitFor();
      await visitor.look();
      // Theirs and back, in whichever order they stand there.
      const [first, second] = content.languages as [string, string];
      for (const language of lang === first ? [second, first] : [first, second]) {
        const to = chat.frame.locator(`.languages [lang=${language}]`);
        await visitor.to(to, language === first && lang === first ? 'Shift+Tab' : 'Tab');
        await visitor.press('Space');
        await chat.frame.locator(`html[lang=${language}]`).waitFor();
        await visitor.look();
      }
      const remember = part('.remember input');
      await visitor.to(remember);
      await visitor.press('Space');
      expect(await remember.isChecked()).toBe(true);
      await visitor.press('Escape');
      await part('.options').waitFor({ state: 'detached' });
      expect(await visitor.isOn(more)).toBe(true);
      await visitor.look();

      visitor.does('a new beginning');
      await type('hello');
      await visitor.to(more, 'Shift+Tab');
      await visitor.press('Enter');
      await visitor.to(part('.restart'));
      await visitor.press('Enter');
      await chat.frame.locator('.own').waitFor({ state: 'detached' });
      await chat.frame.locator('.choice').first().waitFor();
      await visitor.look();

      visitor.does('closing');
      await visitor.press('Escape');
      await chat.launcher.waitFor();
      expect(await visitor.isOn(chat.launcher)).toBe(true);
      await visitor.look();
      expect(visitor.faults).toEqual([]);
    }, 90_000);

    it('reaches every number of the help in a crisis, and goes on from there', async () => {
      visitor.does('in a crisis');
      await type(lang === 'es' ? 'quiero morir' : 'I want to die');
      await part('.help-card').waitFor();
      const numbers = chat.frame.locator('.help-card .action');
      expect(await numbers.count()).toBeGreaterThan(1);
      await goTo(numbers.last());
      await visitor.to(numbers.first(), 'Shift+Tab');
      await visitor.to(part('.choice'));
      await pick(button('crisis.choice.continue'), 'Space');
      expect(visitor.faults).toEqual([]);
    }, 90_000);
  });
});
