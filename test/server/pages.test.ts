import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WidgetConfig } from '../../src/widget/config';
import type { Running } from '../directLine/directLineServer';
import { call, run } from '../directLine/directLineServer';

let bot: Running;
const folder = mkdtempSync(join(tmpdir(), 'pages-'));
const page = '<!doctype html><html lang="en"><script type="application/json" id="config"></script></html>';
beforeAll(async () => {
  const files = { 'loader.js': 'load()', 'frame.js': 'frame()', 'frame.css': 'b{}', 'widget.html': page };
  const inline =
    '<link rel="stylesheet" href="/widget/frame.css" data-inline /><script src="/widget/frame.js" data-inline></script>';
  const others = { 'example.html': page, 'inline.html': inline, 'notes.md': 'x' };
  for (const [name, text] of Object.entries({ ...files, ...others })) writeFileSync(join(folder, name), text);
  bot = await run({
    server: {
      pageFolders: [folder, join(folder, 'not-there')],
      widgetConfig: (language) =>
        ({
          language: language === 'es' ? 'es' : 'en',
          practiceName: '</script><b>$&',
          strings: { send: 'Send', copy: 'Copy' },
        }) as unknown as WidgetConfig,
    },
  });
});
afterAll(async () => {
  await bot.stop();
  rmSync(folder, { recursive: true });
});

it.each([
  ['/', 'text/html; charset=utf-8'],
  ['/widget', 'text/html; charset=utf-8'],
  ['/widget.js', 'text/javascript; charset=utf-8'],
  ['/widget/frame.js', 'text/javascript; charset=utf-8'],
  ['/widget/frame.css', 'text/css; charset=utf-8'],
  ['/widget/config', 'application/json'],
])('%s is served', async (path, type) => {
  const { status, headers } = await call(bot.url + path);
  expect([status, headers.get('content-type')]).toEqual([200, type]);
  expect(await call(bot.url + path, { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
});

it('serves nothing else of the folder, nor anything outside of it', async () => {
  for (const path of [
    '/widget/notes.md',
    '/widget/widget.html',
    '/widget/..%2f..%2fpackage.json',
    '/widget/../x',
  ])
    expect((await call(bot.url + path)).status).toBe(404);
});

it('asks a client that has a file to keep it', async () => {
  const first = await call(`${bot.url}/widget.js`);
  const etag = first.headers.get('etag') ?? '';
  for (const tag of [etag, `W/${etag}`, `"other", ${etag}`]) {
    const again = await call(`${bot.url}/widget.js`, { headers: { 'If-None-Match': tag } });
    expect([again.status, again.text]).toEqual([304, '']);
  }
  expect((await call(`${bot.url}/widget.js`, { headers: { 'If-None-Match': '"x"' } })).text).toBe('load()');
});

it('compresses for those who can read it', async () => {
  for (const [accepted, coding] of [
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
  ] as const) {
    const packed = await call(`${bot.url}/widget.js`, { headers: { 'Accept-Encoding': accepted } });
    expect([packed.headers.get('content-encoding'), packed.text]).toEqual([coding, 'load()']);
  }
  const plain = await call(`${bot.url}/widget.js`, { headers: { 'Accept-Encoding': 'identity' } });
  expect([plain.headers.get('content-encoding'), plain.text]).toEqual([null, 'load()']);
});

it('writes the configuration into the page, in its language, so that it cannot break out', async () => {
  const { text } = await call(`${bot.url}/widget?lang=es`);
  expect(text).toContain('<html lang="es" dir="ltr">');
  const [, json] = /id="config">(.*?)<\/script>/.exec(text) ?? [];
  expect(JSON.parse(json ?? '')).toEqual({
    language: 'es',
    practiceName: '</script><b>$&',
    // What is shown only later is asked for later.
    strings: { send: 'Send' },
    embedders: ['https://practice.example'],
  });
  expect((await call(`${bot.url}/widget?lang=xx`)).text).toContain('<html lang="en" dir="ltr">');
});

it("lets the practice's pages hold the widget, and nothing run but our own scripts", async () => {
  const policy = (await call(`${bot.url}/widget`)).headers.get('content-security-policy') ?? '';
  expect(policy).toContain("frame-ancestors 'self' https://practice.example");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain(`connect-src 'self' ${bot.url.replace('http', 'ws')}`);
  expect(policy).not.toContain('unsafe');
});

it('puts into a page what it marks for that, and allows exactly this to run', async () => {
  const { text, headers } = await call(`${bot.url}/widget/inline.html`);
  expect(text).toContain('<style>b{}</style><script>frame()</script>');
  const hash = (inline: string) => createHash('sha256').update(inline).digest('base64');
  const policy = headers.get('content-security-policy');
  expect(policy).toContain(`script-src 'self' 'sha256-${hash('frame()')}';`);
  expect(policy).toContain(`style-src 'self' 'sha256-${hash('b{}')}';`);
});
