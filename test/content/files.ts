import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const RESOURCES = join(__dirname, '..', '..', 'resources');
export const EXAMPLE = join(RESOURCES, 'practice.example.yaml');
export const MINIMAL = join(__dirname, 'minimal.practice.yaml');

/** A practice file of its own: the example, changed. */
export function practiceFile(change: (text: string) => string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'practice-')), 'practice.yaml');
  writeFileSync(file, change(readFileSync(EXAMPLE, 'utf8')));
  return file;
}
