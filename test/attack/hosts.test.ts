import dns from 'node:dns';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { MsalAppCredentials } from 'botframework-connector';
import { practiceFile } from '../content/files';
import { mailReceiver, until } from '../handoff/receivers';
import type { MailReceiver } from '../handoff/receivers';
import { Authority, sign } from '../support/authority';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import { take, WAY } from '../support/way';
import { APP, claims, makeKeys, SERVICE, TENANT } from './forgeries';

const EVIL = 'http://evil.example/steal';
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
/** An activity that names hosts wherever an activity can. */
const NAMING = {
  attachments: [{ contentType: 'image/png', contentUrl: EVIL, thumbnailUrl: EVIL }],
  entities: [{ type: 'mention', url: EVIL }],
  ...{
    callerId: EVIL,
    relatesTo: { serviceUrl: EVIL },
    semanticAction: { id: EVIL },
    value: { url: EVIL, serviceUrl: EVIL },
  },
  channelData: { callbackUrl: EVIL, serviceUrl: EVIL, tenant: { id: EVIL } },
};

/** Hosts that something was about to connect to or to look up, with what is this machine's by its port. */
const called = new Set<string>();
/** A receiver that sends everybody on to another host, with everything they brought. */
let elsewhere: Server;
let mail: MailReceiver;
let url: string;

beforeAll(async () => {
  elsewhere = createServer((req, res) => {
    req.resume();
    // In single steps: restify, in the same process, replaces `writeHead`, which then returns nothing.
    res.writeHead(307, { Location: EVIL });
    res.end();
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  mail = await mailReceiver();
  watch();
});
afterAll(async () => {
  jest.restoreAllMocks();
  await mail.close();
  elsewhere.closeAllConnections();
  elsewhere.close();
});

/** Every connection of the process goes through here. Names are looked up nowhere: whatever is called is this machine. */
function watch(): void {
  type Options = { host?: string; port?: number | string; path?: string; lookup?: unknown };
  const lookUp = dns.lookup as (...args: unknown[]) => void;
  const connect = Reflect.get(net.Socket.prototype, 'connect') as (...args: unknown[]) => net.Socket;
  jest.spyOn(net.Socket.prototype, 'connect').mockImplementation(function (
    this: net.Socket,
    ...args: unknown[]
  ) {
    const [first] = args.flat();
    const options = typeof first === 'object' ? (first as Options) : {};
    const host = options.host ?? 'localhost';
    if (options.path === undefined || options.port)
      called.add(net.isIP(host) ? `${host}:${options.port ?? ''}` : host);
    options.lookup = (_name: string, how: { all?: boolean }, done: (...answer: unknown[]) => void) =>
      how.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);
    return connect.apply(this, args);
  });
  for (const name of [
    'lookup',
    'resolve',
    'resolve4',
    'resolve6',
    'resolveMx',
    'resolveSrv',
    'resolveTxt',
  ] as const)
    jest.spyOn(dns, name).mockImplementation((host: string, ...rest: unknown[]) => {
      // An address is looked up by whoever listens at it, and asks nobody.
      if (net.isIP(host)) return lookUp(host, ...rest);
      called.add(host);
      (rest.at(-1) as (error: Error) => void)(Object.assign(new TypeError('nowhere'), { code: 'ENOTFOUND' }));
    });
}

/** Runs a bot and tells whom it called, besides the test's own calls to it. */
async function hostsOf(
  env: NodeJS.ProcessEnv,
  visit: (bot: Bot) => Promise<void>,
  parts: Parameters<typeof startBot>[0] = {},
): Promise<string[]> {
  called.clear();
  const bot = await startBot({ env, ...parts });
  await visit(bot);
  const own = new URL(bot.url).host;
  await bot.stop();
  return [...called].filter((host) => host !== own).sort();
}

/** A visitor who books, asks for a person, is in crisis, and names hosts in everything. */
async function visits(bot: Bot): Promise<void> {
  const visitor = await bot.visitor();
  for (const step of WAY) await take(visitor, step);
  await visitor.say(`look at ${EVIL}`, NAMING);
  await visitor.say('can i talk to a person');
  await visitor.say('i want to kill myself', NAMING);
  const waiting = () =>
    bot.app.db.query("SELECT id FROM deliveries WHERE status = 'waiting' AND attempts = 0");
  await until('everything to be tried once', async () => (await waiting()).length === 0);
}

describe('whom the bot calls', () => {
  it('nobody, when nothing is configured', async () => {
    expect(await hostsOf({}, visits)).toEqual([]);
  });

  it('the receivers that are configured, and not whom they send it on to', async () => {
    const receivers = {
      ...{ SMTP_URL: mail.url, MAIL_FROM: 'bot@practice.example' },
      ...{ WEBHOOK_URL: `${url}/hook`, WEBHOOK_SECRET: SECRET },
      ...{ HANDOFF_URL: `${url}/hub`, HANDOFF_SECRET: 'x'.repeat(32) },
    };
    expect(await hostsOf(receivers, visits)).toEqual([new URL(url).host, new URL(mail.url).host].sort());
  });

  it.each([
    ['webhook', `webhook: { url: 'URL/book' }`, { BOOKING_WEBHOOK_SECRET: SECRET }],
    ['fhir', `fhir: { base: 'URL/fhir', actors: { anna: Practitioner/1 } }`, { BOOKING_FHIR_TOKEN: 'token' }],
  ])('another booking system by %s, and not whom it sends it on to', async (system, settings, secrets) => {
    const booking = `system: ${system}\n  ${settings.replace('URL', url)}`;
    const PRACTICE_FILE = practiceFile((text) => text.replace(/^ {2}system: own$/m, `  ${booking}`));
    const asks = async (bot: Bot): Promise<void> => {
      const visitor = await bot.visitor();
      await visitor.say('can i book an appointment');
      await visitor.pick('choice.format.individual');
      await visitor.pickAt(0);
      await visitor.say('Robin Vale');
      await visitor.say('303 555 0117');
      await visitor.say('yes');
      await until('the system to be asked', () => called.has(new URL(url).host));
    };
    expect(await hostsOf({ PRACTICE_FILE, ...secrets }, asks)).toEqual([new URL(url).host]);
  });

  it('the Bot Framework, and no host that an activity names', async () => {
    const keys = makeKeys();
    const authority = await Authority.start();
    authority.keys = Object.values(keys);
    const registered = { MicrosoftAppId: APP, MicrosoftAppPassword: 'x', MicrosoftAppTenantId: TENANT };
    const alerts = { TEAMS_ALERT_CHANNEL: `19:a@thread.tacv2 ${SERVICE}` };
    const post = async (bot: Bot, part: object): Promise<number> => {
      const activity = {
        ...{
          type: 'message',
          id: Math.random().toString(36),
          text: 'i want to kill myself',
          locale: 'en-US',
        },
        ...{ channelId: 'msteams', serviceUrl: SERVICE, conversation: { id: 'c1' } },
        ...{ from: { id: 'u1' }, recipient: { id: 'bot' }, ...NAMING, ...part },
      };
      const headers = {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${sign(keys.good, claims())}`,
      };
      return (
        await fetch(`${bot.url}/api/messages`, { method: 'POST', headers, body: JSON.stringify(activity) })
      ).status;
    };
    const hosts = await hostsOf(
      { ...registered, ...alerts },
      async (bot) => {
        // Once as it is, with Azure out of reach for the bot's own token; then as if it had one.
        await post(bot, {});
        jest.spyOn(MsalAppCredentials.prototype, 'getToken').mockResolvedValue('token');
        await post(bot, { text: 'how much is it' });
        expect(await post(bot, { serviceUrl: 'https://evil.example/' })).toBe(401);
      },
      { parts: { metadataUrl: authority.metadataUrl } },
    );
    const { host } = new URL(authority.url);
    await authority.stop();
    expect(hosts).toEqual([host, 'login.microsoftonline.com', 'smba.trafficmanager.net'].sort());
  });
});
