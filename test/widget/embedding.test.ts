import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { describeInChromium, startChromium } from '../support/chromium';
import { ChatPage } from './chatPage';
import { script } from './script';
import { ScriptedServer } from './scriptedServer';
import { widgetConfig } from './widgetConfig';

describeInChromium('the widget on a page of another origin', () => {
  const server = new ScriptedServer({ bot: script });
  let practice: Server;
  let address: string;
  let policy: string;
  let line: string;
  let browser: Browser;
  beforeAll(async () => {
    await server.start();
    practice = createServer((_req, res) => {
      res.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': policy });
      res.end(`<!doctype html><html lang="en"><head><title>Practice</title>
      <link rel="icon" href="data:,"></head><body><h1>Practice</h1>${line}</body></html>`);
    });
    await new Promise<void>((resolve) => practice.listen(0, '127.0.0.1', resolve));
    address = `http://localhost:${(practice.address() as AddressInfo).port}/`;
    browser = await startChromium();
  });
  beforeEach(() => {
    policy = `default-src 'none'; img-src data:; script-src ${server.url}; connect-src ${server.url}; frame-src ${server.url}`;
    line = `<script async src="${server.url}/widget.js"></script>`;
  });
  afterAll(async () => {
    await browser.close();
    await new Promise((resolve) => practice.close(resolve));
    await server.stop();
  });

  it('one line puts the chat on a page of another origin, under a strict policy without inline styles', async () => {
    const chat = await ChatPage.goto(browser, address);
    await chat.open();
    await chat.say('hello');
    await chat.hears('You said: hello');
    expect((await chat.page.locator('.panel').boundingBox())?.width).toBe(408);
    expect(chat.errors).toEqual([]);
    await chat.close();
  });

  it('where the policy lets it ask for nothing, the button is there without words, and the chat works', async () => {
    policy = `default-src 'none'; img-src data:; script-src ${server.url}; frame-src ${server.url}`;
    const chat = await ChatPage.goto(browser, address);
    await chat.page.getByRole('button', { name: 'Chat' }).click();
    await chat.log.getByText('Hello').waitFor();
    await chat.page.getByRole('button', { name: 'Leave this page' }).waitFor();
    await chat.close();
  });

  it('the line may say the language and the words on the button', async () => {
    line = line.replace(' async', ' async data-lang="es" data-label="Pregunta"');
    const chat = await ChatPage.goto(browser, address);
    await chat.launcher.getByText('Pregunta').click();
    await chat.frame.getByPlaceholder('Escribe un mensaje').waitFor();
    await chat.close();
  });

  it('the line twice is one chat', async () => {
    line += line;
    const chat = await ChatPage.goto(browser, address);
    await chat.launcher.first().waitFor();
    await chat.page.waitForTimeout(300);
    expect(await chat.launcher.count()).toBe(1);
    await chat.close();
  });

  it("the page's own styles do not reach the button", async () => {
    policy += `; style-src 'unsafe-inline'`;
    line += `<style>* { font-size: 60px !important; display: none } button { width: 900px !important }</style>`;
    const chat = await ChatPage.goto(browser, address);
    await chat.page.locator('.launch').waitFor({ state: 'attached' });
    expect((await chat.launcher.boundingBox())?.height ?? 0).toBeLessThan(80);
    await chat.close();
  });

  describe('what is sent over the line, compressed', () => {
    const size = (body: string | Buffer) => gzipSync(body, { level: 9 }).length;
    const built = (name: string) => size(readFileSync(join(__dirname, '../../dist/widget', name)));

    it('the loader stays within 3 KB', () => {
      expect(built('loader.js')).toBeLessThanOrEqual(3 * 1_024);
    });

    it('the chat stays within 18 KB with its words, so that the first message comes within 20', () => {
      const words = size(JSON.stringify(widgetConfig('es')));
      expect(built('frame.js') + built('frame.css') + words).toBeLessThanOrEqual(18 * 1_024);
    });
  });
});
