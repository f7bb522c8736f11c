// `npm run check:regex`: every regular expression of src and dialogs is proven to take linear time by recheck. What a
// reader must know about the rest stands in regex.json: an expression as it is written, and why it cannot hurt.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check } from 'recheck';
import ts from 'typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const allowed = JSON.parse(readFileSync(join(root, 'test', 'supply', 'regex.json'), 'utf8'));
const LIMIT_MS = 10_000;

const expressions = ['src', 'dialogs'].flatMap(filesIn).flatMap(expressionsOf);
const faults = [];
for (const { written, source, flags, places } of merged(expressions)) {
  if (source === undefined || allowed[written] !== undefined) continue;
  const { status, complexity } = await check(source, flags, { timeout: LIMIT_MS });
  if (status !== 'safe') faults.push(`${places.join(', ')}: ${written} is ${complexity?.summary ?? status}`);
}
const known = new Set(expressions.map(({ written }) => written));
for (const { written, source, place } of expressions)
  if (source === undefined && allowed[written] === undefined)
    faults.push(
      `${place}: ${written} is put together while the bot runs; say in regex.json why it is linear`,
    );
for (const written of Object.keys(allowed))
  if (!known.has(written)) faults.push(`regex.json: ${written} stands nowhere any more`);
for (const fault of faults) console.error(fault);
console.log(
  `${known.size} regular expressions, ${Object.keys(allowed).length} with a reason, ${faults.length} faults`,
);
process.exit(faults.length === 0 ? 0 : 1);

function filesIn(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .map(String)
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}

/** The literals of a file and what it makes at run time, as they are written. */
function expressionsOf(path) {
  const file = ts.createSourceFile(
    path,
    readFileSync(join(root, path), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found = [];
  const visit = (node) => {
    const place = `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    const written = node.getText();
    if (ts.isRegularExpressionLiteral(node)) {
      const end = written.lastIndexOf('/');
      found.push({ place, written, source: written.slice(1, end), flags: written.slice(end + 1) });
    } else if (
      (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
      node.expression.getText() === 'RegExp'
    )
      found.push({ place, written });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Each expression once, with all its places. */
function merged(all) {
  const byText = new Map();
  for (const { place, ...expression } of all) {
    const known = byText.get(expression.written) ?? { ...expression, places: [] };
    known.places.push(place);
    byText.set(expression.written, known);
  }
  return byText.values();
}
