// The crisis detector per message. Every text is new to it: the wordings seen before are cheaper, and proud of it.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { mixed, spread, timed } from './figures.mjs';
import { CRISIS_PIECES, repeated } from './hostile.mjs';

const LONG = 64 * 1024;

/** @param root the repository; @param detect the detector; @param count texts of each length */
export function benchDetector(root, detect, count) {
  const sentences = mixed(
    ['phrases', 'false-alarms'].flatMap((folder) => textsOf(join(root, 'test/crisis', folder))),
  );
  // A bot that has been up for a while.
  for (const sentence of sentences.slice(0, sentences.length / 2)) detect(sentence);
  const fresh = cutter(sentences.slice(sentences.length / 2));
  const lengths = {};
  for (const length of [60, 200, 2000]) {
    const texts = Array.from({ length: length < 2000 ? count : Math.ceil(count / 8) }, () => fresh(length));
    lengths[length] = spread(texts.map((text) => timed(() => detect(text))));
  }
  const long = Array.from({ length: 9 }, () => fresh(LONG));
  lengths[LONG] = spread(long.map((text) => timed(() => detect(text))));
  return { lengths, hostile: hostile(detect) };
}

function textsOf(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line).text);
}

/** Cuts texts of a length out of the sentences in a row, each time at another place. */
function cutter(sentences) {
  const all = sentences.join('. ');
  let at = 0;
  return (length) => {
    at = (at + length * 3 + 17) % (all.length - length);
    return all.slice(at, at + length);
  };
}

/** 64 KB made to be slow, at the median of five runs each. */
function hostile(detect) {
  const times = CRISIS_PIECES.map((piece) => {
    const text = repeated(piece, LONG);
    return { piece, ...spread(Array.from({ length: 5 }, () => timed(() => detect(text)))) };
  });
  return times.sort((a, b) => b.median - a.median)[0];
}
