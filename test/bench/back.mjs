// How long the chat takes to be back, with the built bot and real Chromium: after its connections were cut, and after the
// bot's process was killed and started anew.
import { connect, createServer } from 'node:net';
import { performance } from 'node:perf_hooks';

/**
 * @param startBot starts the bot on a port; 0: any
 * @returns milliseconds of each run until the window says again that it is connected: `cut` since the connections were
 *   cut, `restarted` since the new process took requests
 */
export async function benchBack(startBot, browser, runs) {
  let bot = await startBot(0);
  const line = await openLine(Number(new URL(bot.url).port));
  const context = await browser.newContext();
  const page = await context.newPage();
  const online = () => page.locator('.connection.online').waitFor({ state: 'attached', timeout: 60_000 });
  const offline = () => page.locator('.connection.offline').waitFor({ state: 'attached', timeout: 60_000 });
  const times = { cut: [], restarted: [] };
  await page.goto(`${line.url}/widget`);
  await online();
  for (let run = 0; run < runs; run++) {
    const seen = offline();
    const cut = performance.now();
    line.cut();
    await seen;
    await online();
    times.cut.push(performance.now() - cut);
    const { port } = new URL(bot.url);
    bot.stop();
    await offline();
    bot = await startBot(Number(port));
    const up = performance.now();
    await online();
    times.restarted.push(performance.now() - up);
  }
  await context.close();
  bot.stop();
  line.close();
  return times;
}

/** A line to the bot that can be cut. */
async function openLine(to) {
  const ends = new Set();
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      ends.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        ends.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => ends.forEach((end) => end.destroy());
  const close = () => {
    cut();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, cut, close };
}
