import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { BotProcess } from '../support/botProcess';
import { startBotProcess } from '../support/botProcess';
import { describeInChromium, startChromium } from '../support/chromium';
import { PracticePage } from './practicePage';

/** An answer as it came over the line. */
interface Answer {
  readonly path: string;
  /** Body and headers, packed as they were. */
  readonly bytes: number;
}

describeInChromium('what it takes until the bot has said its first words, on the real bot', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'triage-first-'));
  const practice = new PracticePage('127.0.0.1');
  let bot: BotProcess;
  let browser: Browser;
  beforeAll(async () => {
    await practice.start();
    [bot, browser] = await Promise.all([
      startBotProcess(dataDir, { WIDGET_ORIGINS: practice.origin }),
      startChromium(),
    ]);
    practice.body = `<script async src="${bot.url}/widget.js"></script>`;
  }, 60_000);
  afterAll(async () => {
    await Promise.all([browser.close(), bot.kill(), practice.stop()]);
    rmSync(dataDir, { recursive: true });
  });

  /** Opens the chat with an empty cache and notes every answer up to the one that the first message came in. */
  async function visit(): Promise<{ all: Answer[]; clicked: string[] }> {
    const context = await browser.newContext();
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    const all: Answer[] = [];
    const asked = new Map<string, string>();
    let done: () => void = () => undefined;
    const said = new Promise<void>((resolve) => (done = resolve));
    let over = false;
    cdp.on('Network.requestWillBeSent', ({ requestId, request }) => {
      asked.set(requestId, new URL(request.url).pathname);
    });
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const path = asked.get(requestId) ?? '';
      if (!over) all.push({ path, bytes: encodedDataLength });
      if (path !== '/widget/token') return;
      over = true;
      done();
    });
    await cdp.send('Network.enable');
    await page.goto(practice.origin);
    await page.locator('.launch span:not(:empty)').first().waitFor();
    const before = all.length;
    await page.locator('.launch').click();
    await said;
    await page.frameLocator('iframe').locator('.bot p').first().waitFor();
    await context.close();
    return { all, clicked: all.slice(before).map(({ path }) => path) };
  }

  it('is 20 KB at most, with the practice’s page and all headers, and two round trips after the click', async () => {
    const { all, clicked } = await visit();
    const bytes = all.reduce((sum, one) => sum + one.bytes, 0);
    expect(clicked).toEqual(['/widget', '/widget/token']);
    // A failure shows which answer has grown.
    expect(bytes <= 20 * 1_024 ? [] : all).toEqual([]);
  }, 60_000);
});
