import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import { describeInChromium, startChromium } from '../support/chromium';
import { ChatPage, DESKTOP, PHONE } from '../widget/chatPage';

/** Screenshots, to be looked at. */
const pictures = join(__dirname, '../.artifacts/crisis');
const DARK = { ...PHONE, colorScheme: 'dark' } as const;

describeInChromium('the crisis message in the chat window', () => {
  let bot: Bot;
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    bot = await startBot();
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
    await bot.stop();
  });

  async function tell(lang: string, text: string, options: BrowserContextOptions, name: string) {
    const chat = await ChatPage.goto(browser, `${bot.url}/?lang=${lang}`, options);
    await chat.ready();
    await chat.launcher.click();
    await chat.frame.locator('.choice').first().waitFor();
    await chat.say(text);
    await chat.frame.locator('.help-card').waitFor();
    await chat.page.screenshot({ path: join(pictures, `${name}.png`) });
    return chat;
  }

  it.each([
    ['en', 'phone', PHONE, 'I want to die', 'tel:988'],
    ['es', 'phone', PHONE, 'me quiero morir', 'tel:988,2'],
    ['en', 'dark', DARK, 'I want to die', 'tel:988'],
    ['es', 'dark', DARK, 'me quiero morir', 'tel:988,2'],
    ['en', 'desktop', DESKTOP, 'I am going to kill myself tonight', 'tel:988'],
  ])(
    'in %s on a %s shows the number as a link that opens, in sight at once',
    async (lang, device, options, text, link) => {
      const chat = await tell(lang, text, options, `ideation-${lang}-${device}`);
      const action = chat.frame.locator(`.help-card .action[href="${link}"]`);
      await action.waitFor();
      const { y = -1, height = 0 } = (await action.boundingBox()) ?? {};
      expect(y).toBeGreaterThan(0);
      expect(y + height).toBeLessThan(chat.page.viewportSize()?.height ?? 0);
      expect(await chat.frame.locator('.help-card').textContent()).toContain('findahelpline.com');
      expect(chat.errors).toEqual([]);
      await chat.close();
    },
  );

  it.each([
    ['en', PHONE, 'my husband hits me', 'Leave this page'],
    ['es', DARK, 'mi marido me pega', 'Salir de esta página'],
  ])('for abuse in %s names the quick exit, whose button is there', async (lang, options, text, exit) => {
    const chat = await tell(lang, text, options, `abuse-${lang}`);
    expect(await chat.frame.locator('.help-card').textContent()).toContain(exit);
    // The practice's own page has the button, so that it works when the window does not.
    await chat.page.getByText(exit, { exact: true }).first().waitFor();
    await chat.frame.locator('.help-card p').last().scrollIntoViewIfNeeded();
    await chat.page.screenshot({ path: join(pictures, `abuse-${lang}-end.png`) });
    await chat.close();
  });

  it.each(['medical', 'third_party', 'harm_others', 'selfharm'])(
    'is there to be looked at for %s',
    async (tier) => {
      const says: Record<string, string> = {
        medical: 'my dad has chest pain and can not breathe',
        third_party: 'my sister wants to kill herself',
        harm_others: 'i am going to hurt my boss',
        selfharm: 'i have been cutting myself',
      };
      const chat = await tell('en', says[tier] ?? '', PHONE, tier);
      const { top, bottom } = await chat.frame
        .locator('.help-card')
        .evaluate((card) => card.getBoundingClientRect());
      expect(bottom).toBeGreaterThan(top);
      await chat.close();
    },
  );
});
