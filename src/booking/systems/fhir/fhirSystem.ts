import type { FhirProfile } from '../../../content/bookingProfile';
import { FORMATS } from '../../../fit/types';
import type { Format } from '../../../fit/types';
import type { BookingSystem, OfferedTime } from '../bookingSystem';
import { Appointments } from './appointments';
import type { FhirClient } from './fhirClient';
import { idIn, schedule, slot } from './resources';
import type { Slot } from './resources';

const MINUTE = 60_000;
/** A place may call the server four times. */
const TIMEOUT_MS = 20_000;
/** Schedules change seldom. */
const SCHEDULES_MS = 10 * MINUTE;
/** A slot as long as that stands for a day's hours, not for a session. */
const COARSE = 4 * 60;

/**
 * A FHIR R4 server: its free slots are the times on offer (Schedule and Slot search, as SMART Scheduling Links publish
 * them), and it books them by Appointment/$book (IHE ITI Scheduling, after Argonaut) or by creating the Appointment.
 * Groups are not known there and stay here.
 */
export function fhirSystem(profile: FhirProfile, client: FhirClient, now: () => number): BookingSystem {
  const schedules = new Schedules(profile, client, now);
  const appointments = new Appointments(profile, client);
  return {
    kinds: new Set(['appointment']),
    timeoutMs: TIMEOUT_MS,
    place: (order, signal) => appointments.place(order, signal),
    async times(from, to, signal) {
      const clinicians = await schedules.read(signal);
      if (clinicians.size === 0) return [];
      const params = [
        ['schedule', [...clinicians.keys()].map((id) => `Schedule/${id}`).join(',')],
        ['status', 'free'],
        ['start', `ge${new Date(from).toISOString()}`],
        ['start', `lt${new Date(to).toISOString()}`],
        ['_sort', 'start'],
        ['_count', '200'],
      ] as const;
      const slots = await client.search('Slot', params, slot, signal);
      return slots.flatMap((one) => offered(one, clinicians, profile));
    },
  };
}

function offered(
  { id, schedule: of, status, start, end, serviceType }: Slot,
  clinicians: ReadonlyMap<string, string>,
  { services }: FhirProfile,
): OfferedTime[] {
  const clinician = clinicians.get(idIn(of.reference, 'Schedule') ?? '');
  const startsAt = Date.parse(start);
  const minutes = Math.round((Date.parse(end) - startsAt) / MINUTE);
  if (clinician === undefined || status !== 'free' || minutes <= 0 || minutes >= COARSE) return [];
  const codes = serviceType.flatMap(({ coding }) => coding);
  const fits = (format: Format): boolean =>
    codes.some(({ system, code }) => system === services[format]?.system && code === services[format]?.code);
  const mapped = FORMATS.filter((format) => services[format] !== undefined);
  // Where the profile knows services, a slot for something else (a vaccination) is none of ours.
  if (mapped.length > 0 && codes.length > 0 && !mapped.some(fits)) return [];
  return [{ id, clinician, startsAt, minutes, format: mapped.find(fits) }];
}

/** Which schedule is whose: ids of Schedules → ids of clinicians in the profile. */
class Schedules {
  private known: { readonly clinicians: ReadonlyMap<string, string>; readonly until: number } | undefined;

  constructor(
    private readonly profile: FhirProfile,
    private readonly client: FhirClient,
    private readonly now: () => number,
  ) {}

  async read(signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    if (this.known && this.known.until > this.now()) return this.known.clinicians;
    const actors = Object.entries(this.profile.actors);
    if (actors.length === 0) return new Map();
    const params = [
      ['actor', actors.map(([, reference]) => reference).join(',')],
      ['active', 'true'],
      ['_count', '200'],
    ] as const;
    const found = await this.client.search('Schedule', params, schedule, signal);
    const clinicians = new Map<string, string>();
    for (const { id, actor } of found) {
      const whose = actors.find(([, wanted]) =>
        actor.some(({ reference = '' }) => reference === wanted || reference.endsWith(`/${wanted}`)),
      );
      if (whose) clinicians.set(id, whose[0]);
    }
    this.known = { clinicians, until: this.now() + SCHEDULES_MS };
    return clinicians;
  }
}
