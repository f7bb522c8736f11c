import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser of the tests: `CHROMIUM`, or where one usually is; undefined when there is none. */
export function chromiumPath(): string | undefined {
  return process.env.CHROMIUM ?? USUAL.find((path) => existsSync(path));
}

/** A real Chromium without a window, for tests. `CHROMIUM` names another executable. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath() ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** `describe` for tests in the browser. Without a browser they are skipped, and the run says so in plain words. */
export function describeInChromium(name: string, tests: () => void): void {
  if (chromiumPath() !== undefined) return describe(name, tests);
  process.stderr.write(`\nNO BROWSER: "${name}" was not tested. Install Chromium or set CHROMIUM.\n\n`);
  describe.skip(name, tests);
}
