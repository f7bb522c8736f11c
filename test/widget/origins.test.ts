import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Running } from '../directLine/directLineServer';
import { run } from '../directLine/directLineServer';
import { describeInChromium, startChromium } from '../support/chromium';
import { PracticePage } from './practicePage';
import { widgetConfig } from './widgetConfig';

const root = join(__dirname, '../..');

describeInChromium('which pages may hold the chat of the real server, and which may speak with it', () => {
  const practice = new PracticePage();
  const stranger = new PracticePage();
  let bot: Running;
  let browser: Browser;
  let page: Page;
  let refused: string[];
  beforeAll(async () => {
    await Promise.all([practice.start(), stranger.start()]);
    bot = await run({
      server: {
        pageFolders: [join(root, 'dist/widget'), join(root, 'src/widget/pages')],
        widgetConfig: (language) => widgetConfig(language === 'es' ? 'es' : 'en'),
        widgetOrigins: [practice.origin],
      },
    });
    practice.body = stranger.body = `<script async src="${bot.url}/widget.js"></script>`;
    browser = await startChromium();
  });
  beforeEach(async () => {
    page = await browser.newPage();
    refused = [];
    page.on('console', (line) => line.type() === 'error' && refused.push(line.text()));
  });
  afterEach(() => page.close());
  afterAll(async () => {
    await browser.close();
    await Promise.all([bot.stop(), practice.stop(), stranger.stop()]);
  });

  const open = async (url: string): Promise<void> => {
    await page.goto(url);
    await page.locator('.launch').click();
  };
  const tokens = () => bot.lines.filter(({ route }) => route === '/widget/token').length;
  const frame = () => page.frameLocator('iframe');

  it('a page that is listed holds it, and the conversation goes on', async () => {
    await open(practice.origin);
    await frame().getByText('hello en').waitFor();
    await frame().locator('#input').fill('hi');
    await frame().locator('#input').press('Enter');
    await frame().locator('.bot', { hasText: 'you said: hi' }).waitFor();
    expect(refused).toEqual([]);
  });

  it('a page that is not listed does not: the browser shows it nothing, and no token was given', async () => {
    const before = tokens();
    await open(stranger.origin);
    await page.waitForFunction(`document.querySelector('div').shadowRoot.querySelector('iframe')`);
    await page.waitForTimeout(500);
    expect(refused.join('\n')).toContain('frame-ancestors');
    expect(await frame().locator('#input').count()).toBe(0);
    expect(tokens()).toBe(before);
  });

  it('a page inside a listed page that is not listed itself does not either', async () => {
    const inner = new PracticePage();
    await inner.start();
    inner.body = `<iframe src="${bot.url}/widget"></iframe>`;
    const outer = practice.body;
    practice.body = `<iframe src="${inner.origin}"></iframe>`;
    await page.goto(practice.origin);
    await page.frameLocator('iframe').getByRole('heading').waitFor();
    await page.waitForTimeout(500);
    expect(refused.join('\n')).toContain('frame-ancestors');
    practice.body = outer;
    await inner.stop();
  });

  it('a listed page is obeyed, and answered at its own origin only', async () => {
    await open(practice.origin);
    await frame().getByText('hello en').waitFor();
    await page.evaluate(`triageChat.language('es')`);
    await frame().getByPlaceholder('Escribe un mensaje').waitFor();
  });

  it('a window that pretends to be the chat is not believed by the page', async () => {
    practice.body += `<iframe src="${stranger.origin}" name="other"></iframe>`;
    stranger.body = '';
    await page.goto(practice.origin);
    await page.evaluate(`triageChat.push(['on', 'booking', () => { window.told = true }])`);
    await page.locator('.launch').click();
    const inside = page.frames().find((one) => one.name() === 'other');
    await inside?.evaluate(
      `parent.postMessage({ triage: 'booking', detail: { kind: 'group', status: 'confirmed' } }, '*'), parent.postMessage({ triage: 'exit' }, '*')`,
    );
    await page.waitForTimeout(300);
    expect([await page.evaluate('window.told'), page.url()]).toEqual([undefined, `${practice.origin}/`]);
  });
});
