import { DateTime } from 'luxon';
import { zoneClock } from './zoneClock';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How far back the last change of the clocks is looked for; with none, what holds now always has. */
const LOOK_BACK = 400 * DAY;

/**
 * The VTIMEZONE of a zone (RFC 5545) for a span: the rule in force when it begins, and each change of the clocks in it,
 * so that a calendar that does not know the zone shows the right hours too. Lines without line ends.
 */
export function timeZoneBlock(zone: string, from: number, to: number): string[] {
  const changes: number[] = [];
  for (let day = from - LOOK_BACK; day <= to + DAY; day += DAY)
    if (offset(day, zone) !== offset(day + DAY, zone)) changes.push(changeBetween(day, day + DAY, zone));
  const inForce = changes.findLastIndex((change) => change <= from);
  const always = offset(from, zone);
  const first = inForce < 0 ? rule('STANDARD', 0, [always, always]) : [];
  const observances = changes.slice(Math.max(0, inForce)).flatMap((change) => observance(change, zone));
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...first, ...observances, 'END:VTIMEZONE'];
}

/** A wall time as calendars write it: `20261201T180000`. */
export function localStamp(moment: number, zone: string): string {
  return DateTime.fromMillis(moment, { zone }).toFormat("yyyyMMdd'T'HHmmss");
}

/** From which moment on which offset holds. Its start is told on the clock as it was until then. */
function observance(change: number, zone: string): string[] {
  const [before, after] = [offset(change - MINUTE, zone), offset(change, zone)];
  const kind = DateTime.fromMillis(change, { zone }).isInDST ? 'DAYLIGHT' : 'STANDARD';
  return rule(kind, change + before * MINUTE, [before, after]);
}

function rule(kind: 'STANDARD' | 'DAYLIGHT', onset: number, [before, after]: [number, number]): string[] {
  const start = new Date(onset).toISOString().slice(0, 19).replace(/[-:]/g, '');
  return [
    ...[`BEGIN:${kind}`, `DTSTART:${start}`, `TZOFFSETFROM:${signed(before)}`],
    ...[`TZOFFSETTO:${signed(after)}`, `END:${kind}`],
  ];
}

/** To the minute. */
function changeBetween(from: number, to: number, zone: string): number {
  let [early, late] = [Math.floor(from / MINUTE), Math.ceil(to / MINUTE)];
  const before = offset(from, zone);
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (offset(middle * MINUTE, zone) === before) early = middle;
    else late = middle;
  }
  return late * MINUTE;
}

/** In minutes, to whole ones. */
function offset(moment: number, zone: string): number {
  return Math.round((zoneClock(zone).wallAt(moment) - moment) / MINUTE);
}

function signed(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}${String(rest).padStart(2, '0')}`;
}
