import type { Browser, Page } from 'playwright-core';
import { Connector } from '../azure/connector';
import { calendarLines, mailParts } from '../handoff/mailParts';
import { mailReceiver, until } from '../handoff/receivers';
import type { MailReceiver } from '../handoff/receivers';
import { Colleague, PASSWORD } from '../staff/colleague';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import { describeInChromium, startChromium } from '../support/chromium';
import { ChatPage, DESKTOP } from '../widget/chatPage';
import { times } from '../support/long';
import { CANARY, PAYLOADS } from './payloads';

/** A Tuesday at ten in Denver: the office is open. */
const TUESDAY = Date.parse('2026-12-01T17:00:00Z');

/** On the way through the whole bot: every fourth, and in the long form all. In the browser always all. */
const SOME = PAYLOADS.filter((_, index) => index % times(4, 1) === 0);

let bot: Bot;
let mail: MailReceiver;
let connector: Connector;
let ana: Colleague;
beforeAll(async () => {
  [mail, connector] = [await mailReceiver(), await Connector.start()];
  const env = {
    SMTP_URL: mail.url,
    MAIL_FROM: 'Juniper Street <chat@juniper.example>',
    ALLOW_ANONYMOUS: '1',
  };
  bot = await startBot({ env, parts: { now: () => TUESDAY } });
  ana = await Colleague.signedIn(bot, 'front_desk');
});
afterAll(async () => {
  await bot.stop();
  await connector.stop();
  await mail.close();
});

it('there are 40 payloads and more, of every kind', () => {
  expect(new Set(PAYLOADS).size).toBeGreaterThanOrEqual(40);
});

/** Says a payload wherever words of a visitor's own are taken on the way to a booking, and books. */
async function books(
  say: (text: string) => Promise<unknown>,
  payload: string,
  address: string,
): Promise<void> {
  for (const text of [
    'book an appointment',
    'individual',
    '1',
    payload,
    `my name is Robin ${payload}`,
    payload,
    `${payload} ${address} ${payload}`,
    'yes',
  ])
    await say(text);
}

describe('what a visitor types as message, name, telephone number and address', () => {
  it('is never said back in the chat, and changes nothing of the mail and of the calendar file', async () => {
    let booked = 0;
    for (const [index, payload] of ['nothing special', ...SOME].entries()) {
      const visitor = await bot.visitor();
      const heard: string[] = [];
      await books(
        async (text) => heard.push(...(await visitor.say(text)).map((one) => JSON.stringify(one))),
        payload,
        `robin${index}@example.com`,
      );
      expect([payload, heard.filter((text) => CANARY.test(text))]).toEqual([payload, []]);
      if (heard.some((text) => text.includes('"reference":'))) booked += 1;
    }
    // A payload may be taken for a wish, such as another time.
    expect(booked).toBeGreaterThan(SOME.length / 2);
    const sent = () => mail.mails.filter(({ to }) => to.startsWith('robin'));
    await until('mail to visitors', () => sent().length > 0);
    await until('all mail sent', async () => {
      const rows = await bot.app.db.query(
        "SELECT id FROM deliveries WHERE status = 'waiting' AND attempts = 0",
      );
      return rows.length === 0;
    });
    // Names of headers, parts and properties: those of the mail about nothing special, and no others.
    const names = (source: string): string[] => {
      const { headers, parts } = mailParts(source);
      const calendar = parts.find(({ type }) => type.startsWith('text/calendar'))?.text ?? '';
      return [
        ...Object.keys(headers),
        ...parts.map(({ type }) => type),
        ...Object.keys(calendarLines(calendar)),
        `${calendar.split('BEGIN:').length} parts of a calendar`,
      ];
    };
    const [plain] = sent().filter(({ to }) => to === 'robin0@example.com');
    const known = names(plain?.source ?? '');
    for (const { to, source } of sent()) {
      expect(mailParts(source).headers['to']).toBe(to);
      expect(names(source).filter((name) => !known.includes(name))).toEqual([]);
    }
    for (const { source } of mail.mails) expect(source).not.toMatch(CANARY);
  });

  it('is in no text, card or button of Teams', async () => {
    for (const [index, payload] of SOME.entries()) {
      const say = async (text: string): Promise<void> => {
        const activity = {
          ...{ type: 'message', id: `${index}-${connector.taken.length}-${Math.random()}`, text },
          ...{ channelId: 'msteams', serviceUrl: connector.url, conversation: { id: `c-${index}` } },
          ...{ from: { id: `u-${index}`, name: payload }, recipient: { id: 'bot' }, locale: 'en-US' },
        };
        const headers = { 'Content-Type': 'application/json' };
        const body = JSON.stringify(activity);
        expect((await fetch(`${bot.url}/api/messages`, { method: 'POST', headers, body })).status).toBe(200);
      };
      await books(say, payload, `teams${index}@example.com`);
      const said = connector.taken
        .splice(0)
        .map(({ text, attachments, suggestedActions }) =>
          JSON.stringify({ text, attachments, suggestedActions }),
        );
      expect([payload, said.filter((text) => CANARY.test(text))]).toEqual([payload, []]);
      expect(said.some((text) => text.includes('AdaptiveCard'))).toBe(true);
    }
  });
});

describeInChromium('in the browser', () => {
  let browser: Browser;
  beforeAll(async () => (browser = await startChromium()));
  afterAll(() => browser.close());

  /** What a page does that only a payload would have it do. */
  function watched(page: Page): string[] {
    const done: string[] = [];
    page.on('dialog', (dialog) => void dialog.dismiss().then(() => done.push(`dialog ${dialog.message()}`)));
    page.on('popup', (popup) => done.push(`popup ${popup.url()}`));
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:' && origin !== bot.url) done.push(`request ${request.url()}`);
    });
    return done;
  }

  /** What of somebody's words, on a page, has become more than words, and links that lead where none should. */
  const come = (selector: string, allowed: string): string => `[...document.querySelectorAll('${selector}')]
    .flatMap((words) => [...words.querySelectorAll('*')])
    .filter((one) => !one.matches('${allowed}') || [...one.attributes].some(({ name, value }) =>
      name.startsWith('on') || (name === 'href' && !/^(https|tel|sms|mailto):/.test(value))))
    .map((one) => one.outerHTML)`;
  const WORDS = '.own > .sr, .bot > .sr, .bot p, .bot p > span, .bot a[href]';

  it('runs nowhere and leads nowhere: not in the chat, not in the console, whoever of the two wrote it', async () => {
    const say = (key: string): string => bot.app.content.text(key, 'en');
    const chat = await ChatPage.goto(browser, bot.url, DESKTOP);
    const inChat = watched(chat.page);
    await chat.open();
    await chat.say('can i talk to a person');
    await chat.choose(say('handoff.here'));
    await chat.choose(say('handoff.share.yes'));
    await chat.hears(say('handoff.shared'));
    const [row] = await bot.app.db.query(
      'SELECT reference FROM cases WHERE conversation IS NOT NULL ORDER BY created_at DESC',
    );
    const path = `/staff/cases/${String(row?.['reference'])}`;
    await ana.get(path);
    await ana.do(`${path}/join`);
    for (const [index, text] of PAYLOADS.entries()) {
      await chat.say(text);
      await ana.post(`${path}/say`, { id: `m-${index}`, text });
    }
    const console = await signedIn();
    const inConsole = watched(console);
    await console.goto(`${bot.url}${path}`);
    for (const who of ['visitor', 'staff'])
      await console
        .locator(`.log .${who}`)
        .nth(PAYLOADS.length - 1)
        .waitFor();
    expect(await console.evaluate(come('.theirs', 'never'))).toEqual([]);
    await console.goto(`${bot.url}/staff`);
    // As it comes, and loaded anew.
    for (let looks = 0; looks < 2; looks += 1) {
      await chat.frame.locator('.bot').nth(PAYLOADS.length).waitFor();
      await chat.frame.locator('.own').nth(PAYLOADS.length).waitFor();
      const frame = chat.page.frames().at(-1);
      expect(await frame?.evaluate(come('.own, .bot', WORDS))).toEqual([]);
      expect(await frame?.evaluate(`document.querySelectorAll('.own *:not(.sr)').length`)).toBe(0);
      await chat.page.reload();
    }
    expect([inChat, inConsole]).toEqual([[], []]);
    await Promise.all([console.context().close(), chat.close()]);
  }, 300_000);

  async function signedIn(): Promise<Page> {
    const page = await (await browser.newContext({ locale: 'en-US', ...DESKTOP })).newPage();
    await page.goto(`${bot.url}/staff`);
    await page.fill('#login', 'ana.frontdesk');
    await page.fill('#password', PASSWORD);
    await page.press('#password', 'Enter');
    await page.waitForSelector('body.inside');
    return page;
  }
});
