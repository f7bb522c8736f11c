import type { Clinician, PracticeProfile } from '../../content/profile';
import { FORMATS } from '../../fit/types';
import type { Format } from '../../fit/types';
import type { Database } from '../../storage/types';
import { quanta, taken } from '../claims';
import { isClosed } from '../isClosed';
import type { Times } from '../times';
import type { Found, Opening, Wish } from '../types';
import { dateOf } from '../wallTime';
import { bare, ladder, liesIn, meetsBy, treats } from '../wish';
import { zoneClock } from '../zoneClock';
import type { ZoneClock } from '../zoneClock';
import type { OfferedTime } from './bookingSystem';
import { SystemError } from './bookingSystem';

const MINUTE = 60_000;
const QUANTUM = 5 * MINUTE;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A visitor waits for it. */
const PATIENCE_MS = 4_000;
type Ask = (from: number, to: number, signal: AbortSignal) => Promise<readonly OfferedTime[]>;
/** A time with the clinician whose it is, and the format that it would be. */
interface Candidate {
  readonly time: OfferedTime;
  readonly clinician: Clinician;
  readonly format: Format;
}

/** The times of another system, less what is held or ordered here and what staff entered or blocked. */
export class SystemOpenings implements Times {
  private readonly clock: ZoneClock;

  constructor(
    private readonly ask: Ask,
    private readonly profile: PracticeProfile,
    private readonly db: Database,
    private readonly now: () => number,
  ) {
    this.clock = zoneClock(profile.timeZone);
  }

  async find(wish: Wish, { skip, take }: { skip: number; take: number }): Promise<Found<Opening>> {
    const times = await this.times();
    if (!times) return { items: [], fits: false, more: false, unreachable: true };
    const free = await this.free(times);
    for (const [step, eased] of ladder(wish).entries()) {
      const fitting = free
        .flatMap((time) => this.candidate(time, eased.format) ?? [])
        .filter((one) => this.meets(one, eased));
      if (fitting.length === 0) continue;
      const items = fitting.slice(skip, skip + take).map((one) => this.opening(one));
      return { items, fits: step === 0, more: fitting.length > skip + take };
    }
    return { items: [], fits: false, more: false };
  }

  async days(wish: Wish, most: number): Promise<readonly string[]> {
    const free = await this.free((await this.times()) ?? []);
    const dates = free
      .flatMap((time) => this.candidate(time, wish.format) ?? [])
      .filter((one) => this.meets(one, bare(wish)))
      .map(({ time }) => dateOf(this.clock.wallAt(time.startsAt)));
    return [...new Set(dates)].slice(0, most);
  }

  async one(id: string, hold?: string, own?: string): Promise<Opening | undefined> {
    const named = namedBy(id);
    const time = (await this.times())?.find((one) => one.id === named?.time);
    const candidate = time && this.candidate(time, named?.format);
    if (!candidate) return undefined;
    const others = await taken(this.db, takenBy(candidate.time), this.now(), { hold, own });
    return others.size === 0 ? this.opening(candidate) : undefined;
  }

  resources({ id, clinician, startsAt, minutes }: Opening): string[] {
    const named = namedBy(id);
    return named ? takenBy({ id: named.time, clinician, startsAt: Date.parse(startsAt), minutes }) : [];
  }

  /**
   * What the system offers within notice and horizon on days on which the practice is not closed, the earliest first;
   * undefined when it can not be known.
   */
  private async times(): Promise<readonly OfferedTime[] | undefined> {
    const { noticeHours, horizonDays } = this.profile.booking;
    const [from, to] = [this.now() + noticeHours * HOUR, this.now() + horizonDays * DAY];
    try {
      const times = await this.ask(from, to, AbortSignal.timeout(PATIENCE_MS));
      return times
        .filter(({ startsAt }) => !isClosed(this.profile, dateOf(this.clock.wallAt(startsAt))))
        .sort((a, b) => a.startsAt - b.startsAt);
    } catch (error) {
      if (error instanceof SystemError) return undefined;
      throw error;
    }
  }

  private async free(times: readonly OfferedTime[]): Promise<readonly OfferedTime[]> {
    const wanted = times.map((time) => ({ time, resources: takenBy(time) }));
    const gone = await taken(
      this.db,
      wanted.flatMap(({ resources }) => resources),
      this.now(),
    );
    return wanted
      .filter(({ resources }) => !resources.some((resource) => gone.has(resource)))
      .map(({ time }) => time);
  }

  /** The format that the slot is for; where it is for any, the one that is wanted, else its clinician's first. */
  private candidate(time: OfferedTime, wanted?: Format): Candidate | undefined {
    const clinician = this.profile.clinicians.find(({ id }) => id === time.clinician);
    const format = FORMATS.find(
      (one) =>
        one !== 'group' &&
        clinician?.formats.includes(one) &&
        this.profile.formats[one].offered &&
        (wanted ?? one) === one &&
        (time.format ?? one) === one,
    );
    return clinician && format && { time, clinician, format };
  }

  private meets({ time, clinician }: Candidate, wish: Wish): boolean {
    const { language, concerns, mode, availability, clinician: whom, notBefore = '', on } = wish;
    const date = dateOf(this.clock.wallAt(time.startsAt));
    return (
      (language === undefined || clinician.languages.includes(language)) &&
      (whom === undefined || clinician.id === whom) &&
      date >= notBefore &&
      (on === undefined || date === on) &&
      treats(clinician.concerns, concerns) &&
      meetsBy(clinician.modes, mode) &&
      liesIn(availability, time.startsAt, time.minutes, this.clock)
    );
  }

  private opening({ time, clinician, format }: Candidate): Opening {
    const { modes, id, name } = clinician;
    return {
      id: `${format}.${time.id}`,
      ...{ clinician: id, clinicianName: name, format, minutes: time.minutes, zone: this.clock.name },
      mode: modes.length > 1 ? 'either' : (modes[0] ?? 'either'),
      startsAt: this.clock.iso(time.startsAt),
    };
  }
}

/**
 * What a time takes out of the diary here: itself, and its clinician's hours, under the keys of what staff enter and
 * block. Only quanta that lie in it whole: a system's times need not start on a step, and neighbours do not overlap.
 */
function takenBy({ id, clinician, startsAt, minutes }: OfferedTime): string[] {
  const from = Math.ceil(startsAt / QUANTUM) * QUANTUM;
  const to = Math.floor((startsAt + minutes * MINUTE) / QUANTUM) * QUANTUM;
  return [resourceOf(id), ...quanta(clinician, from, to - from)];
}

/** Under what a time of another system is claimed here: `slot:<its id>`. */
export function resourceOf(time: string): string {
  return `slot:${time}`;
}

/** The id of a time, from what is claimed for it. */
export function timeOf(resources: readonly string[]): string | undefined {
  return resources.find((resource) => resource.startsWith('slot:'))?.slice('slot:'.length);
}

function namedBy(id: string): { format: Format; time: string } | undefined {
  const [, format = '', time = ''] = /^([a-z_]+)\.([A-Za-z0-9.-]{1,64})$/.exec(id) ?? [];
  const known = FORMATS.find((one) => one === format);
  return known && { format: known, time };
}
