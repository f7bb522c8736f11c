import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { resource } from '../../src/places';
import { describeInChromium, startChromium } from '../support/chromium';

/** How far a channel of a pixel may be off: browsers smooth edges a little differently. */
const NEAR = 8;

type Pixels = readonly number[];

describeInChromium('the icons of the app in Teams', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());

  const pathOf = (name: string): string => resource('teams', name);

  /** A drawing as a PNG of its own size. */
  async function drawn(name: string, side: number): Promise<Buffer> {
    const page = await browser.newPage({ viewport: { width: side, height: side } });
    await page.setContent(
      `<style>*{margin:0}svg{display:block}</style>${readFileSync(pathOf(name), 'utf8')}`,
    );
    const png = await page.screenshot({ omitBackground: true });
    await page.close();
    return png;
  }

  /** Width, height and the pixels of a PNG, four numbers each: red, green, blue, opacity. */
  async function pixelsOf(png: Buffer): Promise<{ width: number; height: number; pixels: Pixels }> {
    const page = await browser.newPage();
    const read = (source: string): string => `(async () => {
      const image = new Image();
      image.src = '${source}';
      await image.decode();
      const { width, height } = image;
      const canvas = new OffscreenCanvas(width, height).getContext('2d');
      canvas.drawImage(image, 0, 0);
      const { data } = canvas.getImageData(0, 0, width, height);
      return { width, height, pixels: btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join('')) };
    })()`;
    const source = `data:image/png;base64,${png.toString('base64')}`;
    const found: { width: number; height: number; pixels: string } = await page.evaluate(read(source));
    await page.close();
    return { ...found, pixels: [...Buffer.from(found.pixels, 'base64')] };
  }

  it.each([
    ['color', 192],
    ['outline', 32],
  ])('%s is as large as Teams wants it, and as it is drawn', async (name, side) => {
    const png = await drawn(`${name}.svg`, side);
    // After a change of the drawing.
    if (process.env['SCREENSHOTS'] === '1') writeFileSync(pathOf(`${name}.png`), png);
    const [kept, now] = [await pixelsOf(readFileSync(pathOf(`${name}.png`))), await pixelsOf(png)];
    expect([kept.width, kept.height]).toEqual([side, side]);
    const off = kept.pixels.filter((value, at) => Math.abs(value - (now.pixels[at] ?? Infinity)) > NEAR);
    expect(off.length / kept.pixels.length).toBeLessThan(0.01);
  });

  it('the colored one is opaque, and only Teams rounds its corners', async () => {
    const { pixels } = await pixelsOf(readFileSync(pathOf('color.png')));
    expect(pixels.filter((value, at) => at % 4 === 3 && value !== 255)).toEqual([]);
  });

  it('the outline is white on nothing', async () => {
    const { pixels } = await pixelsOf(readFileSync(pathOf('outline.png')));
    const seen = pixels.filter((_value, at) => (pixels[at - (at % 4) + 3] ?? 0) > 0);
    expect(seen.filter((value, at) => at % 4 !== 3 && value < 255 - NEAR)).toEqual([]);
    expect(pixels.filter((value, at) => at % 4 === 3 && value === 0).length).toBeGreaterThan(0);
  });
});
