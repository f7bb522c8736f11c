// `npm run bench:widget`: our widget beside stock Web Chat, against the same server, in one run: bytes and time until
// the first message of the bot is there. Chromium, 4× slower CPU, 1.6 Mbps, 150 ms. `-- --runs 5` for more runs. Then how
// long ours takes to be back after a connection was lost, without any slowing.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { benchBack } from './back.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const asked = process.argv.indexOf('--runs');
const RUNS = asked < 0 ? 3 : Number(process.argv[asked + 1]);
const CPU = 4;
const LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 200_000 };
const STOCK = readFileSync(join(root, 'node_modules/botframework-webchat/dist/webchat.js'));

/** Both chats on a page of a practice; each is loaded when its button is pressed, or at once with `?now`. */
function pages(bot) {
  const stock = `<script>
    const begin = async () => {
      await new Promise((done) => {
        const script = document.createElement('script');
        script.src = '/webchat.js'; script.onload = done; document.head.appendChild(script);
      });
      const answer = await fetch('${bot}/widget/token', { method: 'POST' });
      const { token } = await answer.json();
      const directLine = WebChat.createDirectLine({ domain: '${bot}/v3/directline', token });
      WebChat.renderWebChat({ directLine, locale: 'en-US' }, document.getElementById('chat'));
    };
  </script><button class="launch" onclick="begin()">Chat</button><div id="chat" style="height:600px"></div>
  <script>if (location.search === '?now') begin()</script>`;
  const ours = (now) => `<script async src="${bot}/widget.js"${now ? ' data-open="true"' : ''}></script>`;
  const page = (body) => `<!doctype html><html lang="en"><head><title>Practice</title>
    <link rel="icon" href="data:,"></head><body><h1>Practice</h1>${body}</body></html>`;
  const packed = gzipSync(STOCK, { level: 9 });
  return createServer((req, res) => {
    if (req.url === '/webchat.js') {
      res.writeHead(200, { 'Content-Type': 'text/javascript', 'Content-Encoding': 'gzip' });
      return res.end(packed);
    }
    res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    res.end(page(req.url.startsWith('/stock') ? stock : ours(req.url.endsWith('?now'))));
  });
}

/** Writes down in every frame when the first message of the bot has been painted. */
const WATCH = `(() => {
  const look = () => {
    if (!document.querySelector('.bot p, .webchat__bubble__content p')) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => console.debug('first ' + (performance.timeOrigin + performance.now()))));
  };
  requestAnimationFrame(look);
})()`;

/** One visit with an empty cache. `click`: the chat is opened by its button once the page is quiet. */
async function visit(browser, url, click) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  let bytes = 0;
  let loader = 0;
  /** Bytes of each answer, with its headers. */
  const parts = [];
  const named = new Map();
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => named.set(requestId, request.url));
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes += encodedDataLength;
    parts.push([named.get(requestId)?.replace(/^http:..[^/]*/, ''), encodedDataLength]);
    if (named.get(requestId)?.endsWith('/widget.js')) loader = encodedDataLength;
  });
  cdp.on('Network.webSocketFrameReceived', ({ response }) => (bytes += response.payloadData.length));
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', LINE);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU });
  await page.addInitScript(WATCH);
  const first = page.waitForEvent('console', {
    predicate: (line) => line.text().startsWith('first '),
    timeout: 180_000,
  });
  let began = Date.now();
  await page.goto(url);
  if (click) {
    await page.locator('.launch').waitFor();
    await page.waitForLoadState('networkidle');
    began = await page.evaluate(`(() => {
      const at = performance.timeOrigin + performance.now();
      (document.querySelector('.launch') ?? [...document.querySelectorAll('div')].find((one) => one.shadowRoot)
        .shadowRoot.querySelector('.launch')).click();
      return at;
    })()`);
  }
  const at = Number((await first).text().slice('first '.length));
  await context.close();
  return { bytes, loader, ms: at - began, parts };
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

async function measure(bot, site, browser) {
  const chats = { ours: [], stock: [] };
  for (let run = 0; run < RUNS; run++)
    for (const name of Object.keys(chats)) {
      const url = `${site}/${name}`;
      chats[name].push({
        navigated: await visit(browser, `${url}?now`, false),
        clicked: await visit(browser, url, true),
      });
    }
  const of = (name) => ({
    bytes: median(chats[name].map(({ navigated }) => navigated.bytes)),
    loader: median(chats[name].map(({ navigated }) => navigated.loader)),
    navigatedMs: median(chats[name].map(({ navigated }) => navigated.ms)),
    clickedMs: median(chats[name].map(({ clicked }) => clicked.ms)),
    runs: chats[name],
  });
  return { ours: of('ours'), stock: of('stock') };
}

/** The built bot, as `npm start` runs it, with the practice's origin allowed. */
async function startBot(dataDir, origin, port = 0) {
  const child = spawn(process.execPath, [join(root, 'dist', 'index.js')], {
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: String(port), WIDGET_ORIGINS: origin },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const url = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The bot ended with ${code}: ${said}`)));
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const open = /^Open (http\S+)\/$/m.exec(said)?.[1];
      if (open !== undefined) resolve(open);
    });
  });
  return { url, stop: () => child.kill('SIGKILL') };
}

const dataDir = mkdtempSync(join(tmpdir(), 'triage-bench-'));
const listening = createServer();
await new Promise((resolve) => listening.listen(0, '127.0.0.1', resolve));
const { port } = listening.address();
const origin = `http://127.0.0.1:${port}`;
const bot = await startBot(dataDir, origin);
const site = pages(bot.url);
listening.on('request', (req, res) => site.emit('request', req, res));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const before = loadavg()[0];
try {
  const figures = await measure(bot.url, origin, browser);
  bot.stop();
  const back = await benchBack((port) => startBot(dataDir, origin, port), browser, RUNS);
  const load = [before, loadavg()[0]];
  const { ours, stock } = figures;
  const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
  const s = (ms) => `${(ms / 1000).toFixed(2)} s`;
  const rows = [
    [
      'transfer before the first bot message, with the page and all headers',
      kb(ours.bytes),
      kb(stock.bytes),
      stock.bytes / ours.bytes,
    ],
    ['of it the loader', kb(ours.loader), '', undefined],
    [
      'first bot message after the button was pressed',
      s(ours.clickedMs),
      s(stock.clickedMs),
      stock.clickedMs / ours.clickedMs,
    ],
    [
      'first bot message after the page was called',
      s(ours.navigatedMs),
      s(stock.navigatedMs),
      stock.navigatedMs / ours.navigatedMs,
    ],
  ];
  console.log('| what | our widget | stock Web Chat 4.18.1 | stock : ours |\n|---|---|---|---|');
  for (const [what, one, other, ratio] of rows)
    console.log(`| ${what} | ${one} | ${other} | ${ratio?.toFixed(1) ?? ''} |`);
  console.log('\n| back after | median | longest |\n|---|---|---|');
  for (const [what, list] of [
    ['its connections were cut', back.cut],
    ["the bot's process was killed, since a new one took requests", back.restarted],
  ])
    console.log(`| ${what} | ${s(median(list))} | ${s(Math.max(...list))} |`);
  console.log(
    `\nMedians of ${RUNS} runs; Node ${process.version}, load ${load.map((one) => one.toFixed(1)).join(' → ')}`,
  );
  mkdirSync(join(root, 'test', '.artifacts'), { recursive: true });
  writeFileSync(
    join(root, 'test', '.artifacts', 'widget.json'),
    JSON.stringify({ load, ...figures, back }, null, 2),
  );
} finally {
  await browser.close();
  bot.stop();
  listening.close();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(0);
