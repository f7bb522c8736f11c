import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kept } from '../../src/content/kept';
import { loadPhrases } from '../../src/content/phrases';
import { learnModels, type Models } from '../../src/understanding/learnModels';
import type { Phrases } from '../../src/understanding/phrases';
import {
  SLOTS,
  type Reading,
  type Slot,
  type Slots,
  type Understander,
  type Understanding,
} from '../../src/understanding/types';

/** One labelled message; the rules of the labels are in RULES.md. */
export interface Labelled extends Reading, Understanding {
  readonly id: string;
  readonly text: string;
}

/** Shares from 0 to 1. */
export interface Score {
  readonly intents: number;
  readonly slotF1: number;
  /** Intent, all slots and the target right. */
  readonly joint: number;
}

const root = join(__dirname, '..', '..');
const resources = join(root, 'resources', 'understanding');

export const phrases: Phrases = loadPhrases(resources);

/** What is learned from the phrases, once for all test files: kept under a hash of the code that learns. */
export const models: Models = new Kept({
  dir: join(root, 'dist', 'kept'),
  version: hashOf(join(root, 'src', 'understanding')),
}).get('understanding-tests', [resources], () => learnModels(phrases));

function hashOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const hash = createHash('sha256');
  for (const name of files.sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

export function readSet(name: string): Labelled[] {
  const lines = readFileSync(join(__dirname, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as Labelled);
}

export async function score(understander: Understander, set: readonly Labelled[]): Promise<Score> {
  const tally = { intents: 0, joint: 0, hits: 0, told: 0, meant: 0 };
  for (const { text, lang, asked, intent, slots, target } of set) {
    const read = await understander.understand(text, { lang, asked });
    const [meant, told] = [elements(slots), elements(read.slots)];
    const hits = told.filter((element) => meant.includes(element)).length;
    const targetRight = target
      ? read.target?.slot === target.slot
      : !read.target || slots[read.target.slot] !== undefined;
    const same = hits === meant.length && hits === told.length;
    tally.intents += Number(read.intent === intent);
    tally.joint += Number(read.intent === intent && same && targetRight);
    tally.hits += hits;
    tally.told += told.length;
    tally.meant += meant.length;
  }
  return {
    intents: tally.intents / set.length,
    joint: tally.joint / set.length,
    slotF1: (2 * tally.hits) / (tally.told + tally.meant),
  };
}

/** Slot values as comparable strings: a concern each, availability as its days and times in any order. */
function elements(slots: Slots): string[] {
  return SLOTS.flatMap((slot) => values(slot, slots).map((value) => `${slot} ${value}`));
}

function values(slot: Slot, slots: Slots): string[] {
  if (slot === 'concerns') return slots.concerns ?? [];
  if (slot === 'availability') {
    const times = slots.availability?.flatMap(({ days, from, to }) =>
      days.map((day) => `${day} ${from}-${to}`),
    );
    return times ? [times.sort().join(' ')] : [];
  }
  const value = slots[slot];
  if (value === undefined) return [];
  if (typeof value === 'string') return [slot === 'name' ? value.toLowerCase() : value];
  return [JSON.stringify(Object.entries(value).sort())];
}
