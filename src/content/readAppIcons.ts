import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What begins every PNG; its width and height stand behind, at byte 16 and 20. */
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/**
 * The icons of the app in Teams: `color.png` and `outline.png` of a folder, `resources/teams`.
 *
 * @param faults collects what Teams would not take: each is a PNG of one size only
 */
export function readAppIcons(
  dir: string,
  faults: string[],
): { readonly color: Buffer; readonly outline: Buffer } {
  return { color: read(dir, 'color.png', 192, faults), outline: read(dir, 'outline.png', 32, faults) };
}

function read(dir: string, name: string, side: number, faults: string[]): Buffer {
  const bytes = readFileSync(join(dir, name));
  const isPng = bytes.length > 24 && bytes.subarray(0, 8).equals(SIGNATURE);
  if (!isPng || bytes.readUInt32BE(16) !== side || bytes.readUInt32BE(20) !== side)
    faults.push(`resources/teams/${name}: a PNG of ${side} by ${side} pixels`);
  return bytes;
}
