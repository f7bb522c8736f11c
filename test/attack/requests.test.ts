import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadContent } from '../../src/content/loadContent';
import { contentFiles } from '../../src/places';
import { practiceFile } from '../content/files';
import { startBotProcess } from '../support/botProcess';
import type { BotProcess } from '../support/botProcess';
import { Visitor } from '../support/visitor';
import { requests } from './requests';
import type { HostileRequest } from './requestWriter';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
/** Every way in that is open to anybody. */
const ROUTES = [
  'GET /',
  'GET /widget',
  'GET /widget.js',
  'GET /widget/config',
  'GET /booking',
  'GET /staff',
  'GET /staff/live',
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  'POST /widget/token',
  'POST /v3/directline/tokens/generate',
  'POST /v3/directline/tokens/refresh',
  'POST /v3/directline/conversations',
  'GET /v3/directline/conversations/ID',
  'POST /v3/directline/conversations/ID/activities',
  'GET /v3/directline/conversations/ID/activities',
  'POST /v3/directline/conversations/ID/upload',
  'GET /v3/directline/conversations/ID/stream',
  'POST /api/messages',
  'POST /channels/handoff',
  'POST /channels/twilio',
  'POST /webhooks/booking',
  'POST /booking/see',
  'POST /booking/times',
  'POST /booking/move',
  'POST /booking/cancel',
  'POST /booking/accept',
  'POST /booking/decline',
  'POST /booking/calendar',
  'POST /staff/signin',
].map((route) => route.split(' ') as [string, string]);

const dataDir = mkdtempSync(join(tmpdir(), 'triage-hostile-'));
let bot: BotProcess;
let visitor: Visitor;
beforeAll(async () => {
  const booking = `system: webhook\n  webhook: { url: 'http://127.0.0.1:9/' }`;
  bot = await startBotProcess(dataDir, {
    ...{ ALLOW_ANONYMOUS: '1', LOG_LEVEL: 'warn' },
    ...{ HANDOFF_URL: 'http://127.0.0.1:9/', HANDOFF_SECRET: 'x'.repeat(32) },
    PRACTICE_FILE: practiceFile((text) => text.replace(/^ {2}system: own$/m, `  ${booking}`)),
    BOOKING_WEBHOOK_SECRET: SECRET,
  });
  visitor = await Visitor.open(bot.url, 'en', loadContent(contentFiles({})));
});
afterAll(async () => {
  await bot.kill();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Statuses of the answers to what is written, in order; `closed` when there is none. */
async function statuses({ bytes, expected }: Pick<HostileRequest, 'bytes' | 'expected'>): Promise<unknown[]> {
  const { hostname, port } = new URL(bot.url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const found = () => [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  const done = new Promise<void>((resolve) => {
    socket.on('close', () => resolve());
    socket.on('data', (data) => {
      answer += data.toString('latin1');
      if (found().length >= expected.length) resolve();
    });
  });
  for (const [index, piece] of bytes.entries()) {
    if (index > 0) await sleep(2);
    socket.write(piece);
  }
  if (expected.includes('closed')) socket.end();
  await done;
  socket.destroy();
  return found().length > 0 ? found() : ['closed'];
}

describe('a hostile request', () => {
  const place = () => ({
    ...{ host: new URL(bot.url).host, conversationId: visitor.conversationId, token: visitor.token },
  });
  const names = requests({ host: 'x', conversationId: 'x', token: 'x.x.x' }).map(({ name }) => name);

  it('comes in at least 60 kinds', () => expect(new Set(names).size).toBeGreaterThanOrEqual(60));

  it.each(names)('%s', async (name) => {
    const row = requests(place()).find((one) => one.name === name);
    expect(row && (await statuses(row))).toEqual(row?.expected);
    expect(
      await statuses({ bytes: [`GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n`], expected: [200] }),
    ).toEqual([200]);
  });
});

describe('a body that makes no sense', () => {
  const bodies: readonly [string, string | Buffer, Record<string, string>?][] = [
    ['nothing', ''],
    ['no JSON', '{"a"'],
    ['null', 'null'],
    ['a list', '[[[]]]'],
    ['a number', '1'],
    ['an empty object', '{}'],
    [
      'fields of the wrong kind',
      JSON.stringify({
        type: 1,
        token: {},
        choice: [],
        skip: 'x',
        user: 1,
        conversation: 'c',
        from: [],
        language: 3,
        data: 7,
        locale: {},
      }),
    ],
    [
      'an activity with fields of the wrong kind',
      JSON.stringify({
        type: 'message',
        conversation: { id: 'c1' },
        serviceUrl: 'http://127.0.0.1:9/',
        channelId: 7,
        from: 'me',
        recipient: 5,
        text: { a: 1 },
        entities: 'x',
        attachments: {},
        membersAdded: 'x',
        value: [[[]]],
        locale: 9,
        deliveryMode: 'expectReplies',
      }),
    ],
    [
      'an activity with next to nothing',
      JSON.stringify({
        type: 'message',
        conversation: { id: 'c2' },
        serviceUrl: 'http://127.0.0.1:9/',
        deliveryMode: 'expectReplies',
      }),
    ],
    [
      'an invoke that nobody knows',
      JSON.stringify({
        type: 'invoke',
        name: 'x/y',
        conversation: { id: 'c3' },
        serviceUrl: 'http://127.0.0.1:9/',
        value: 'x',
      }),
    ],
    [
      'members that are none',
      JSON.stringify({
        type: 'conversationUpdate',
        membersAdded: [null, 1, {}],
        conversation: { id: 'c4' },
        serviceUrl: 'http://127.0.0.1:9/',
        deliveryMode: 'expectReplies',
      }),
    ],
    ['__proto__', '{"__proto__":{"type":"message"},"constructor":1}'],
    ['too deep', '['.repeat(40)],
    ['gzip that is none', 'x', { 'Content-Encoding': 'gzip' }],
    ['a form', 'a=%ZZ&a=b&__proto__=1', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['parts', '--x--', { 'Content-Type': 'multipart/form-data; boundary=x' }],
    ['invalid UTF-8', Buffer.from([0xc3, 0x28, 0xff])],
  ];

  it.each(ROUTES)('is nobody’s fault but its sender’s: %s %s', async (method, route) => {
    const url = bot.url + route.replace('ID', visitor.conversationId);
    const failed: unknown[] = [];
    for (const [what, body, headers] of method === 'GET' ? bodies.slice(0, 1) : bodies) {
      const answer = await fetch(`${url}?a[]=%00&watermark=-1&lang=__proto__`, {
        method,
        headers: { Authorization: `Bearer ${visitor.token}`, 'Content-Type': 'application/json', ...headers },
        ...(method === 'POST' && { body: body as string }),
        signal: AbortSignal.timeout(60_000),
      });
      await answer.body?.cancel();
      if (answer.status >= 500 && answer.status !== 501) failed.push([what, answer.status]);
    }
    expect(failed).toEqual([]);
  });
});

it('after all of that it is the same process, and the conversation goes on', async () => {
  expect(bot.child.exitCode).toBeNull();
  expect((await visitor.say('how much is it')).length).toBeGreaterThan(0);
  expect(bot.log()).not.toMatch(/"status":5(?!0[13])|DIALOG_FAILED|uncaught/i);
});
