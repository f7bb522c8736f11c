// What the code that compiles resources is: a hash of it and of its packages. What it compiled is kept under this, by
// the build and by the tests alike.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

export function hashOfCompilers() {
  const hash = createHash('sha256');
  const sources = ['content', 'crisis', 'fit', 'understanding', 'classifier.ts'].map((name) =>
    join('src', name),
  );
  for (const file of [...sources, 'package-lock.json'].flatMap((name) => filesOf(join(root, name))))
    hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}
