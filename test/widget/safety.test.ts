import type { Browser } from 'playwright-core';
import { describeInChromium, startChromium } from '../support/chromium';
import { ChatPage } from './chatPage';
import { ScriptedServer } from './scriptedServer';

describeInChromium('hostile words in the widget', () => {
  const HOSTILE = [
    '<script>window.hacked = 1</script>',
    '<img src=x onerror="window.hacked=1">',
    '<svg onload="window.hacked=1">',
    '[click](javascript:window.hacked=1)',
    '[click](data:text/html,<script>parent.hacked=1</script>)',
    '[<img src=x onerror=window.hacked=1>](https://x.example/"onclick="window.hacked=1)',
    '{{constructor.constructor("window.hacked=1")()}}',
  ];
  const server = new ScriptedServer({
    bot: (text) => [
      { text: 'Hello' },
      { text: HOSTILE.join('\n'), choices: HOSTILE },
      {
        text,
        actions: [
          { type: 'openUrl', title: 'bad link', value: 'javascript:window.hacked=1' },
          { type: 'openUrl', title: 'good link', value: 'https://practice.example/' },
          { type: 'call', title: 'call', value: 'tel:988' },
          { type: 'imBack', title: '<b>bold</b>', value: { not: 'a string' } },
        ],
        triage: {
          booking: { kind: 'appointment', status: 'confirmed', reference: '<img src=x onerror=hacked=1>' },
        },
      },
    ],
  });
  let browser: Browser;
  let chat: ChatPage;
  beforeAll(async () => {
    await server.start();
    browser = await startChromium();
  });
  beforeEach(async () => {
    // Without the policy, so that it is the widget that holds and not its second line of defence.
    chat = await ChatPage.goto(browser, server.url, { bypassCSP: true });
    await chat.open();
  });
  afterEach(() => chat.close());
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  const hacked = async () => {
    const frames = chat.page.frames();
    return Promise.all(frames.map((frame) => frame.evaluate(`String(window.hacked)`)));
  };

  it('markup from the bot is shown as the text it is, and nothing of it runs', async () => {
    await chat.hears('window.hacked = 1');
    expect(await chat.log.locator('img, script, svg[onload]').count()).toBe(0);
    expect(await hacked()).toEqual(['undefined', 'undefined']);
  });

  it('markup from a visitor is shown as the text it is, and nothing of it runs', async () => {
    for (const line of HOSTILE) await chat.say(line);
    await chat.frame
      .locator('.own')
      .nth(HOSTILE.length - 1)
      .waitFor();
    expect(await chat.own()).toEqual(HOSTILE);
    expect(await chat.frame.locator('.own a, .own img').count()).toBe(0);
    expect(await hacked()).toEqual(['undefined', 'undefined']);
  });

  it('only links that are safe to follow become links', async () => {
    const links = await chat.frame.locator('main a').all();
    const hrefs = await Promise.all(links.map((link) => link.getAttribute('href')));
    for (const href of hrefs) expect(href).toMatch(/^(tel|sms|mailto|https):/);
    expect(await chat.frame.getByText('bad link').count()).toBe(0);
    expect(await chat.frame.getByRole('link', { name: 'good link' }).getAttribute('rel')).toContain(
      'noopener',
    );
  });

  it('a page that is not the one around the chat cannot give it orders', async () => {
    await chat.say('hello');
    await chat.frame.locator('.own').first().waitFor();
    await chat.page.evaluate(`(() => {
    const other = document.createElement('iframe');
    document.body.appendChild(other);
    other.contentWindow.eval("parent.frames[0].postMessage({ triage: 'forget' }, '*')");
  })()`);
    await chat.page.waitForTimeout(200);
    const frame = chat.page.frames().find((one) => one.url().includes('/widget'));
    expect(String(await frame?.evaluate(`sessionStorage.getItem('triage.conversation')`))).toContain('token');
  });
});
