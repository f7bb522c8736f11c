import { DateTime, IANAZone } from 'luxon';
import { TriageError } from '../errors';

const MINUTE = 60_000;
/** Offsets change on quarter hours of UTC at the finest, so one look-up serves a quarter. */
const QUARTER = 15 * MINUTE;
const DAY = 24 * 60 * MINUTE;
/** A year of quarters; beyond that the memory is started afresh. */
const REMEMBERED = 36_000;
const clocks = new Map<string, ZoneClock>();

/**
 * The clock of an IANA time zone; one for each, shared. Independent of the system's own zone.
 *
 * @throws `BOOKING_ZONE_UNKNOWN`
 */
export function zoneClock(zone: string): ZoneClock {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new ZoneClock(zone);
  clocks.set(zone, clock);
  return clock;
}

/**
 * Turns what a wall clock shows into moments and back, right across the nights on which clocks change. A wall time
 * is written in milliseconds as if it were UTC; a moment is milliseconds since 1970.
 */
export class ZoneClock {
  private readonly zone: IANAZone;
  private readonly offsets = new Map<number, number>();

  constructor(readonly name: string) {
    this.zone = IANAZone.create(name);
    if (!this.zone.isValid)
      throw new TriageError(
        'BOOKING_ZONE_UNKNOWN',
        `"${name}" is no IANA time zone, such as America/Denver.`,
      );
  }

  /** The wall time at a moment. */
  wallAt(moment: number): number {
    return moment + this.offsetAt(moment);
  }

  /** The moments at which the wall shows a time: one, none (clocks jumped over it) or two (clocks went back). */
  momentsOf(wall: number): number[] {
    const found = [this.offsetAt(wall - DAY), this.offsetAt(wall + DAY)]
      .map((offset) => wall - offset)
      .filter((moment) => this.wallAt(moment) === wall);
    return [...new Set(found)].sort((a, b) => a - b);
  }

  /** One moment for a wall time: the first of two; a time that was jumped over is read as that much later. */
  momentOf(wall: number): number {
    return this.momentsOf(wall)[0] ?? wall - Math.min(this.offsetAt(wall - DAY), this.offsetAt(wall + DAY));
  }

  /** ISO 8601 with the zone's offset at that moment: `2026-12-01T09:00:00-07:00`. */
  iso(moment: number): string {
    return DateTime.fromMillis(moment, { zone: this.zone }).toISO({ suppressMilliseconds: true }) ?? '';
  }

  private offsetAt(moment: number): number {
    const quarter = Math.floor(moment / QUARTER);
    const known = this.offsets.get(quarter);
    if (known !== undefined) return known;
    if (this.offsets.size > REMEMBERED) this.offsets.clear();
    const offset = this.zone.offset(quarter * QUARTER) * MINUTE;
    this.offsets.set(quarter, offset);
    return offset;
  }
}
