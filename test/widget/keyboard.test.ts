import type { Browser } from 'playwright-core';
import { describeInChromium, startChromium } from '../support/chromium';
import { ChatPage, PHONE } from './chatPage';
import { script } from './script';
import { ScriptedServer } from './scriptedServer';

describeInChromium('the widget by keyboard', () => {
  const server = new ScriptedServer({ bot: script });
  let browser: Browser;
  let chat: ChatPage;
  beforeAll(async () => {
    await server.start();
    browser = await startChromium();
  });
  beforeEach(async () => {
    chat = await ChatPage.goto(browser, server.url);
    await chat.ready();
  });
  afterEach(() => chat.close());
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  const press = (key: string) => chat.page.keyboard.press(key);
  const focused = () =>
    chat.page
      .frames()
      .find((frame) => frame.url().includes('/widget'))
      ?.evaluate(`document.activeElement.id || document.activeElement.className`);
  async function openByKeyboard(): Promise<void> {
    await chat.launcher.focus();
    await press('Enter');
    await chat.log.getByText('Hello').waitFor();
  }

  it('Escape closes the options first, then the window, and the focus goes back to where it was opened', async () => {
    await openByKeyboard();
    await chat.frame.locator('#more').focus();
    await press('Enter');
    await chat.frame.locator('.options').waitFor();
    await press('Escape');
    await chat.frame.locator('.options').waitFor({ state: 'detached' });
    expect(await focused()).toBe('more');
    await press('Escape');
    await chat.launcher.waitFor();
    expect(await chat.page.evaluate(`document.activeElement.shadowRoot.activeElement.className`)).toBe(
      'launch',
    );
  });

  it('the options, which lie over the conversation, close when the focus goes on to it', async () => {
    await openByKeyboard();
    await chat.frame.locator('#more').focus();
    await press('Enter');
    await chat.frame.locator('.restart').focus();
    await press('Tab');
    await chat.frame.locator('.options').waitFor({ state: 'detached' });
    expect(await focused()).toBe('scroller');
  });

  it('the options stay open while one presses what stands in them, which has no focus of its own', async () => {
    await openByKeyboard();
    await chat.frame.locator('#more').click();
    const words = chat.frame.locator('.remember');
    const box = chat.frame.locator('.remember input');
    await words.click();
    expect(await box.isChecked()).toBe(true);
    await words.click({ timeout: 5_000 });
    expect(await box.isChecked()).toBe(false);
    await chat.frame.locator('#restart-hint').click({ timeout: 5_000 });
    expect(await chat.frame.locator('.options').count()).toBe(1);
  });

  it('new words of the bot are read out, the history is not', async () => {
    await openByKeyboard();
    expect(await chat.log.getAttribute('aria-live')).toBe('polite');
    await chat.page.route('**/activities*', (route) => setTimeout(() => void route.continue(), 500));
    await chat.page.reload();
    await chat.log.waitFor({ state: 'attached' });
    expect(await chat.log.getAttribute('aria-live')).toBe('off');
    await chat.log.getByText('Hello').waitFor();
    await chat.frame.locator('[role=log][aria-live=polite]').waitFor();
  });

  it('on a phone, which the chat fills, nobody gets to the page behind it, by keyboard or by ear', async () => {
    const phone = await ChatPage.goto(browser, server.url, PHONE);
    await phone.ready();
    const heard = () => phone.page.locator('body').ariaSnapshot();
    const heading = (await phone.page.locator('h1:visible').textContent()) ?? '';
    expect(await heard()).toContain(heading);
    await phone.open();
    expect(await heard()).not.toContain(heading);
    const stops = new Set<unknown>();
    for (const key of ['Tab', 'Shift+Tab'])
      for (let times = 0; times < 60; times += 1) {
        await phone.page.keyboard.press(key);
        stops.add(
          await phone.page.evaluate(`(() => {
            const { activeElement: one, body } = document;
            return one === body ? 'body' : (one.shadowRoot?.activeElement?.className ?? one.outerHTML);
          })()`),
        );
      }
    // Past either end, the focus is in the browser's own bar.
    stops.delete('body');
    expect([...stops].sort()).toEqual(['', 'close', 'exit']);
    await phone.page.getByRole('button', { name: 'Close the chat' }).click();
    expect(await heard()).toContain(heading);
    await phone.page.keyboard.press('Shift+Tab');
    expect(await phone.page.evaluate(`document.activeElement.shadowRoot`)).toBeNull();
    await phone.close();
  });

  describe('leaving the page', () => {
    const away = () => chat.page.waitForURL('**/gone');
    const leadAway = () =>
      chat.page.evaluate(`document.querySelector('script[src="/widget.js"]').dataset.exit = '/gone'`);
    beforeEach(async () => {
      await chat.page.route('**/gone', (route) => route.fulfill({ body: 'elsewhere' }));
      await leadAway();
    });

    it('the button leaves at once, and neither the back button nor this tab shows the conversation', async () => {
      await openByKeyboard();
      await chat.say('secret');
      await chat.hears('You said: secret');
      await chat.page.getByRole('button', { name: 'Leave this page' }).click();
      await away();
      await chat.page.goBack().catch(() => undefined);
      expect(chat.page.url()).not.toContain(server.url + '/?');
      await chat.page.goto(server.url);
      await openByKeyboard();
      expect(await chat.own()).toEqual([]);
    });

    it.each([
      ['tab', false],
      ['device', true],
    ])(
      'leaving while the server is gone shows nothing at the next opening of what this %s keeps',
      async (_place, remembered) => {
        await openByKeyboard();
        await chat.say('secret');
        await chat.hears('You said: secret');
        if (remembered) {
          await chat.frame.locator('#more').click();
          await chat.frame.locator('.remember input').check();
        }
        const frame = /\/widget\?/;
        await chat.page.route(frame, (route) => route.abort());
        await chat.page.reload();
        await leadAway();
        await chat.page.locator('.down a').first().waitFor();
        await chat.page.getByRole('button', { name: 'Leave this page' }).click();
        await away();
        // What a device keeps is there in every tab.
        const next = remembered ? await chat.tab() : chat;
        await next.page.unroute(frame);
        await next.page.goto(server.url);
        await next.open();
        expect(await next.own()).toEqual([]);
        // That was all that there was to forget.
        await next.say('new');
        await next.hears('You said: new');
        await next.page.reload();
        await next.hears('You said: new');
        expect(await next.own()).toEqual(['new']);
        expect(await next.page.evaluate(`localStorage.getItem('triage.window')`)).toBeNull();
      },
      60_000,
    );

    it('Shift three times leaves from inside the chat', async () => {
      await openByKeyboard();
      for (const key of ['Shift', 'Shift', 'Shift']) await press(key);
      await away();
    });

    it('Shift three times leaves from the page around it, but only while the chat is open', async () => {
      for (const key of ['Shift', 'Shift', 'Shift']) await press(key);
      await openByKeyboard();
      await chat.page.getByRole('button', { name: 'Close the chat' }).focus();
      for (const key of ['Shift', 'Shift', 'Shift']) await press(key);
      await away();
    });

    it('writing capital letters does not leave', async () => {
      await openByKeyboard();
      await press('Shift');
      await press('Shift+A');
      await press('Shift+B');
      await press('Shift+C');
      await press('Enter');
      await chat.hears('You said: ABC');
    });
  });
});
