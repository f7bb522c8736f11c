import type { Browser, BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright-core';

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
export const DESKTOP = { viewport: { width: 1280, height: 860 } };

/** The example page in a browser of its own, with what tests do on it again and again. */
export class ChatPage {
  /** Errors that the page threw or wrote to its console. */
  readonly errors: string[] = [];

  private constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (line) => {
      // A server that is down is what some of the tests are about.
      if (line.type() === 'error' && !line.text().includes('ERR_')) this.errors.push(line.text());
    });
  }

  static async goto(
    browser: Browser,
    url: string,
    options: BrowserContextOptions = DESKTOP,
  ): Promise<ChatPage> {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    const chat = new ChatPage(await context.newPage());
    await chat.page.goto(url);
    return chat;
  }

  /** An empty tab of the same browser. */
  async tab(): Promise<ChatPage> {
    return new ChatPage(await this.page.context().newPage());
  }

  get frame(): FrameLocator {
    return this.page.frameLocator('iframe');
  }
  get launcher(): Locator {
    return this.page.locator('.launch');
  }
  get input(): Locator {
    return this.frame.locator('#input');
  }
  get log(): Locator {
    return this.frame.getByRole('log');
  }

  /** The button has got its words. */
  async ready(): Promise<void> {
    await this.page.locator('.launch span:not(:empty)').first().waitFor();
  }

  async open(): Promise<this> {
    await this.launcher.click();
    await this.log.getByText('Hello').first().waitFor();
    return this;
  }

  async say(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  async choose(label: string): Promise<void> {
    await this.frame.getByRole('button', { name: label, exact: true }).click();
  }

  /** Waits until the bot has said this; `timeout` in ms. */
  async hears(text: string, timeout = 30_000): Promise<void> {
    await this.frame.locator('.bot', { hasText: text }).first().waitFor({ timeout });
  }

  /** Waits until there is a connection. */
  async online(): Promise<void> {
    await this.frame.locator('.connection.online').waitFor({ state: 'attached' });
  }

  /** The visitor's own messages as they are shown, without the words for screen readers in front. */
  async own(): Promise<string[]> {
    const texts = await this.frame.locator('.own').allTextContents();
    return texts.map((text) => text.replace(/^(You said|Dijiste): /, ''));
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
