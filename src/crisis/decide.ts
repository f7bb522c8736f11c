import { Scene, type Found, type Hit } from './scene';
import { NOTHING, type CrisisContext, type Detection, type Tier } from './types';

/** Which hit gives the tier, first to last, where hits of one rank remain. */
const ORDER: readonly Tier[] = [
  'imminent',
  'ideation',
  'harm_others',
  'abuse',
  'selfharm',
  'medical',
  'third_party',
  'history',
];
/** Words of a message in which a bare noun counts. */
const SHORT = 4;
/** In answer to these a bare topic is a name, a street, an address. */
const NAMES_ASKED = new Set(['name', 'email', 'location', 'phone', 'insurance']);
/** A hit that covers another begins at most so many words before it. */
const LONGEST = 48;

/** Applies the cues to the hits and names the tier of the most urgent hit that is left. */
export function decide(found: Found, context: CrisisContext): Detection {
  if (found.hits.length === 0) return NOTHING;
  const scene = new Scene(found);
  const counted = distinct(found.hits.filter((hit) => counts(hit, found, context)));
  const cancelled = counted.filter((hit) => scene.cancels(hit));
  const gone = new Set([...cancelled, ...inside(counted, cancelled, covers)]);
  const left = counted.filter((hit) => !gone.has(hit) && !scene.isTaught(hit));
  const outranked = inside(left, left, outranks);
  const judged = left
    .filter((hit) => !outranked.has(hit))
    .map((hit) => ({ hit, tier: scene.tierOf(hit) }))
    .sort((a, b) => ORDER.indexOf(a.tier) - ORDER.indexOf(b.tier));
  const first = judged[0];
  if (first === undefined) return NOTHING;
  return {
    tier: first.tier,
    entries: [...new Set(judged.map(({ hit }) => hit.entry.id))],
    language: first.hit.entry.language,
  };
}

/** Whether a hit counts at all: weak and bare ones only where the context says so. */
function counts({ entry }: Hit, { reading }: Found, { asked, alert }: CrisisContext): boolean {
  const careful = alert === true || asked === 'concern';
  if (entry.weak && !careful) return false;
  if (entry.short && !careful && reading.words.length > SHORT) return false;
  return !(entry.topic && alert !== true && NAMES_ASKED.has(asked ?? ''));
}

/** One hit for each entry and span, in the order of their first words. */
function distinct(hits: readonly Hit[]): Hit[] {
  const seen = new Map(hits.map((hit) => [`${hit.entry.id} ${hit.start} ${hit.end}`, hit]));
  return [...seen.values()].sort((a, b) => a.start - b.start);
}

/** The hits that lie inside one of the others. Both lists are in the order of their first words. */
function inside(
  hits: readonly Hit[],
  others: readonly Hit[],
  test: (outer: Hit, inner: Hit) => boolean,
): Set<Hit> {
  const found = new Set<Hit>();
  let first = 0;
  for (const hit of hits) {
    while (first < others.length && (others[first] as Hit).start < hit.start - LONGEST) first++;
    for (let at = first; at < others.length; at++) {
      const other = others[at] as Hit;
      if (other.start > hit.start) break;
      if (other !== hit && test(other, hit)) {
        found.add(hit);
        break;
      }
    }
  }
  return found;
}

function covers(outer: Hit, inner: Hit): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** A longer hit around another says more exactly what is meant. An imminent one gives way only to another's story. */
function outranks(outer: Hit, inner: Hit): boolean {
  if (!covers(outer, inner) || outer.end - outer.start === inner.end - inner.start) return false;
  if (inner.entry.tier !== 'imminent') return true;
  return outer.entry.tier !== 'ideation' && outer.entry.tier !== 'selfharm';
}
