import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { describeInChromium, startChromium } from '../support/chromium';
import { ChatPage } from './chatPage';
import { PracticePage } from './practicePage';
import { script } from './script';
import { ScriptedServer } from './scriptedServer';

describeInChromium('the widget on a page of another origin', () => {
  const server = new ScriptedServer({ bot: script });
  const practice = new PracticePage();
  let browser: Browser;
  beforeAll(async () => {
    await Promise.all([server.start(), practice.start()]);
    browser = await startChromium();
  });
  /** What the README tells a site to allow. */
  const needed = () => `connect-src ${server.url}; frame-src ${server.url}`;
  const line = (attributes = '') => `<script async ${attributes} src="${server.url}/widget.js"></script>`;
  beforeEach(() => {
    practice.policy = `default-src 'none'; img-src data:; script-src ${server.url}; ${needed()}`;
    practice.body = line();
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([server.stop(), practice.stop()]);
  });
  const visit = () => ChatPage.goto(browser, practice.origin);

  it('one line puts the chat on a page of another origin, under a strict policy without inline styles', async () => {
    const chat = await visit();
    await chat.open();
    await chat.say('hello');
    await chat.hears('You said: hello');
    expect((await chat.page.locator('.panel').boundingBox())?.width).toBe(408);
    expect(chat.errors).toEqual([]);
    await chat.close();
  });

  it('works under a policy of nonces and trusted types, with the API', async () => {
    practice.policy =
      `default-src 'none'; img-src data:; script-src 'nonce-abc'; style-src 'self'; ${needed()};
      require-trusted-types-for 'script'; trusted-types 'none'`.replace(/\s+/g, ' ');
    practice.body = `<script nonce="abc">window.triageChat = []; triageChat.push(['open'])</script>${line('nonce="abc"')}`;
    const chat = await visit();
    await chat.say('crisis');
    await chat.frame.locator('.help-card').waitFor();
    await chat.page.evaluate(`triageChat.close()`);
    await chat.launcher.waitFor();
    expect(chat.errors).toEqual([]);
    await chat.close();
  });

  it('where the policy lets it ask for nothing, the button is there without words, and the chat works', async () => {
    practice.policy = practice.policy.replace(/connect-src [^;]*;/, '');
    const chat = await visit();
    await chat.page.getByRole('button', { name: 'Chat' }).click();
    await chat.log.getByText('Hello').waitFor();
    await chat.page.getByRole('button', { name: 'Leave this page' }).waitFor();
    await chat.close();
  });

  it('the line may say the language and the words on the button', async () => {
    practice.body = line('data-lang="es" data-label="Pregunta"');
    const chat = await visit();
    await chat.launcher.getByText('Pregunta').click();
    await chat.frame.getByPlaceholder('Escribe un mensaje').waitFor();
    await chat.close();
  });

  it('the line may say on which side the button is, and that the page has one of its own', async () => {
    practice.body = line('data-position="left"');
    const left = await visit();
    await left.ready();
    expect((await left.launcher.boundingBox())?.x).toBe(20);
    await left.close();
    practice.policy += `; script-src-attr 'unsafe-inline'`;
    practice.body = `<button id="own" onclick="triageChat.open()">Our chat</button>${line('data-launcher="hidden"')}`;
    const hidden = await visit();
    await hidden.page.waitForFunction(`triageChat.open`);
    await hidden.page.locator('#own').click();
    await hidden.log.getByText('Hello').waitFor();
    expect(await hidden.launcher.isVisible()).toBe(false);
    await hidden.page.getByRole('button', { name: 'Close the chat' }).click();
    await hidden.page.waitForFunction(`document.activeElement.id === 'own'`);
    expect(await hidden.launcher.isVisible()).toBe(false);
    await hidden.close();
  });

  it('the line may open the chat, without taking the focus; who closed it is left alone on the next page', async () => {
    practice.body = line('data-open="true"');
    const chat = await visit();
    await chat.log.getByText('Hello').waitFor();
    expect(await chat.page.evaluate(`document.activeElement === document.body`)).toBe(true);
    await chat.page.getByRole('button', { name: 'Close the chat' }).click();
    await chat.page.reload();
    await chat.ready();
    expect(await chat.page.locator('iframe').count()).toBe(0);
    await chat.close();
  });

  it('the line twice is one chat', async () => {
    practice.body = line() + line();
    const chat = await visit();
    await chat.ready();
    await chat.page.waitForTimeout(300);
    expect(await chat.launcher.count()).toBe(1);
    await chat.close();
  });

  it("the page's own styles do not reach the button", async () => {
    practice.policy += `; style-src 'unsafe-inline'`;
    practice.body += `<style>* { font-size: 60px !important; display: none } button { width: 900px !important }
      html, body { display: block }</style>`;
    const chat = await visit();
    await chat.ready();
    const box = await chat.launcher.boundingBox();
    expect([(box?.height ?? 0) > 40, (box?.height ?? 100) < 80]).toEqual([true, true]);
    await chat.close();
  });

  it('a page is not slowed: the line waits until it is idle, asks for one thing, and moves nothing', async () => {
    practice.policy += `; style-src 'unsafe-inline'`;
    practice.body = `<style>body { display: grid; gap: 40px }</style>${line()}`;
    const context = await browser.newContext();
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.addInitScript(`window.shift = 0; window.loaded = [];
      new PerformanceObserver((list) => list.getEntries().forEach((one) => (shift += one.value)))
        .observe({ type: 'layout-shift', buffered: true });
      addEventListener('load', () => loaded.push(...performance.getEntriesByType('resource').map((one) => one.name)))`);
    await page.goto(practice.origin);
    const before = await page.evaluate(`document.documentElement.scrollHeight`);
    await page.locator('.launch span:not(:empty)').waitFor();
    expect(asked).toEqual(['/', '/widget.js', '/widget/launcher']);
    expect(String(await page.evaluate('loaded.join()'))).not.toContain('/widget/');
    await page.locator('.launch').click();
    await page.frameLocator('iframe').getByRole('log').getByText('Hello').waitFor();
    expect(await page.evaluate(`[shift, document.documentElement.scrollHeight]`)).toEqual([0, before]);
    await context.close();
  });

  it('keeps the loader within 3 KB, compressed as any browser reads it', () => {
    const loader = readFileSync(join(__dirname, '../../dist/widget/loader.js'));
    expect(gzipSync(loader, { level: 9 }).length).toBeLessThanOrEqual(3 * 1_024);
  });
});
