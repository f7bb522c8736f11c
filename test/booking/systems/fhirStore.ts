import { randomUUID } from 'node:crypto';

export interface Resource {
  readonly resourceType: string;
  readonly id?: string;
  readonly meta?: { readonly versionId: string };
  readonly [element: string]: unknown;
}

interface Appointment extends Resource {
  readonly status: string;
  readonly start?: string;
  readonly end?: string;
  readonly slot?: { readonly reference: string }[];
  readonly participant?: {
    readonly actor?: { reference?: string };
    readonly type?: unknown;
    status?: string;
  }[];
}

const STATUSES =
  'proposed pending booked arrived fulfilled cancelled noshow entered-in-error checked-in waitlist'.split(
    ' ',
  );
/** Elements of an Appointment in R4; another is an error, as the standard wants it. */
const ELEMENTS =
  'resourceType id meta identifier status cancelationReason serviceCategory serviceType specialty appointmentType reasonCode reasonReference priority description supportingInformation start end minutesDuration slot created comment patientInstruction basedOn participant requestedPeriod'.split(
    ' ',
  );
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const MINUTE = 60_000;

/** What the server holds, under the rules of FHIR R4: one slot is one appointment's. */
export class FhirStore {
  readonly resources = new Map<string, Resource>();
  /** Set: what is booked is `pending` first, and somebody there says yes or no ({@link decide}). */
  reviewed = false;

  put(resource: Resource): Resource {
    const id = resource.id ?? randomUUID();
    const before = this.resources.get(`${resource.resourceType}/${id}`);
    const versionId = String(Number(before?.meta?.versionId ?? 0) + 1);
    const stored = { ...resource, id, meta: { versionId } };
    this.resources.set(`${resource.resourceType}/${id}`, stored);
    return stored;
  }

  /** A schedule with free slots, back to back. */
  open(schedule: string, actor: string, from: number, count: number, minutes = 50, more: object = {}): void {
    this.put({ resourceType: 'Schedule', id: schedule, active: true, actor: [{ reference: actor }] });
    for (let n = 0; n < count; n += 1) {
      const start = from + n * 60 * MINUTE;
      this.put({
        ...{ resourceType: 'Slot', id: `${schedule}-${n}`, status: 'free' },
        schedule: { reference: `Schedule/${schedule}` },
        start: new Date(start).toISOString(),
        end: new Date(start + minutes * MINUTE).toISOString(),
        ...more,
      });
    }
  }

  /** Somebody phones: the slot is gone. */
  occupy(slot: string): void {
    this.put({ ...this.read('Slot', slot), status: 'busy' });
  }

  /** Somebody there decides about what waits. */
  decide(status: 'booked' | 'cancelled'): void {
    for (const one of this.all('Appointment') as Appointment[]) {
      if (one.status !== 'pending') continue;
      if (status === 'cancelled') this.free(one);
      this.put({ ...one, status });
    }
  }

  all(type: string): Resource[] {
    return [...this.resources.values()].filter(({ resourceType }) => resourceType === type);
  }

  read(type: string, id: string): Resource {
    const found = this.resources.get(`${type}/${id}`);
    if (!found) throw fault(404, 'not-found');
    return found;
  }

  search(type: string, params: URLSearchParams): Resource[] {
    const known: Record<string, (resource: Resource, value: string) => boolean> = {
      actor: (one, value) =>
        (one['actor'] as { reference: string }[]).some(({ reference }) =>
          value.split(',').includes(reference),
        ),
      active: (one, value) => String(one['active']) === value,
      schedule: (one, value) =>
        value.split(',').includes((one['schedule'] as { reference: string }).reference),
      status: (one, value) => value.split(',').includes(String(one['status'])),
      start: (one, value) => {
        const [, prefix, date = ''] = /^(ge|lt)(.+)$/.exec(value) ?? [];
        if (prefix === undefined || !INSTANT.test(date)) throw fault(400, 'invalid');
        const start = Date.parse(String(one['start']));
        return prefix === 'ge' ? start >= Date.parse(date) : start < Date.parse(date);
      },
      identifier: (one, value) =>
        ((one['identifier'] ?? []) as { system: string; value: string }[]).some(
          (each) => `${each.system}|${each.value}` === value,
        ),
      _count: () => true,
      _sort: (_one, value) => value === 'start',
    };
    const found = this.all(type).filter((one) =>
      [...params].every(([name, value]) => {
        const matches = known[name];
        if (!matches) throw fault(400, 'not-supported');
        return matches(one, value);
      }),
    );
    const start = (one: Resource): number => Date.parse(String(one['start']));
    return params.has('_sort') ? found.sort((a, b) => start(a) - start(b)) : found;
  }

  create(type: string, resource: Resource, condition?: string): { resource: Resource; created: boolean } {
    if (resource.resourceType !== type || resource.id !== undefined) throw fault(400, 'invalid');
    const [there, ...more] = condition === undefined ? [] : this.search(type, new URLSearchParams(condition));
    if (more.length > 0) throw fault(412, 'multiple-matches');
    if (there) return { resource: there, created: false };
    if (type === 'Patient') this.validPatient(resource);
    else if (type === 'Appointment') this.take(resource as Appointment);
    else throw fault(405, 'not-supported');
    const status = type === 'Appointment' && this.reviewed ? { status: 'pending' } : {};
    return { resource: this.put({ ...resource, ...status }), created: true };
  }

  update(type: string, id: string, resource: Resource, version: string | undefined): Resource {
    const before = this.read(type, id) as Appointment;
    if (type !== 'Appointment' || resource.id !== id) throw fault(400, 'invalid');
    if (version === undefined) throw fault(400, 'required');
    if (version !== `W/"${before.meta?.versionId ?? ''}"`) throw fault(412, 'conflict');
    return this.change(before, resource as Appointment);
  }

  /** Appointment/$book: without an id a new one (pending → booked), with one a change or a cancellation. */
  book(parameters: Resource): object {
    const given = (parameters['parameter'] ?? []) as { name: string; resource?: Appointment }[];
    const wanted = given.find(({ name }) => name === 'appointment-resource')?.resource;
    if (parameters.resourceType !== 'Parameters' || !wanted) throw fault(400, 'invalid');
    try {
      return searchset(this.booked(wanted));
    } catch (error) {
      const { status, code = 'exception' } = error as { status?: number; code?: string };
      if (status !== 409 && status !== 404) throw error;
      return searchset({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] });
    }
  }

  private booked(wanted: Appointment): Resource {
    if (wanted.id !== undefined) {
      if (wanted.status !== 'booked' && wanted.status !== 'cancelled') throw fault(400, 'invalid');
      return this.change(this.read('Appointment', wanted.id) as Appointment, wanted);
    }
    if (wanted.status !== 'pending') throw fault(400, 'invalid');
    this.take(wanted);
    return this.put({ ...wanted, status: this.reviewed ? 'pending' : 'booked' });
  }

  private change(before: Appointment, after: Appointment): Resource {
    if (before.status === 'cancelled') throw fault(422, 'business-rule');
    if (after.status !== 'cancelled') this.take(after, before);
    this.free(before, after.status === 'cancelled' ? [] : slotsOf(after));
    return this.put(after);
  }

  /** The appointment is as R4 has it, and its slots are free or its own; then they are busy. */
  private take(wanted: Appointment, before?: Appointment): void {
    this.validAppointment(wanted);
    const own = before ? slotsOf(before) : [];
    for (const id of slotsOf(wanted)) {
      const slot = this.read('Slot', id);
      const fits = [slot['start'], slot['end']].every(
        (moment, index) =>
          Date.parse(String(moment)) === Date.parse(String([wanted.start, wanted.end][index])),
      );
      if (!fits) throw fault(400, 'invalid');
      if (slot['status'] !== 'free' && !own.includes(id)) throw fault(409, 'conflict');
    }
    for (const id of slotsOf(wanted)) this.put({ ...this.read('Slot', id), status: 'busy' });
  }

  private free(before: Appointment, kept: string[] = []): void {
    for (const id of slotsOf(before).filter((one) => !kept.includes(one)))
      this.put({ ...this.read('Slot', id), status: 'free' });
  }

  private validPatient({ name, telecom, identifier }: Resource): void {
    const named = (name as { text?: string }[] | undefined)?.every(({ text }) => Boolean(text));
    const reachable = (telecom as { system?: string; value?: string }[] | undefined)?.every(
      ({ system = '', value }) => ['phone', 'email'].includes(system) && Boolean(value),
    );
    if (!named || !reachable || !Array.isArray(identifier)) throw fault(400, 'required');
  }

  private validAppointment(wanted: Appointment): void {
    const { status, start, end, participant = [] } = wanted;
    const strange = Object.keys(wanted).filter((element) => !ELEMENTS.includes(element));
    const times = [start, end].every((moment) => INSTANT.test(moment ?? ''));
    if (strange.length > 0 || !STATUSES.includes(status) || !times) throw fault(400, 'invalid');
    const codes = ['accepted', 'declined', 'tentative', 'needs-action'];
    const people = participant.filter((one) => codes.includes(one.status ?? '') && (one.actor ?? one.type));
    if (people.length === 0 || people.length < participant.length) throw fault(400, 'required');
    const whom = participant
      .map(({ actor }) => actor?.reference ?? '')
      .filter((one) => one.startsWith('Patient/'));
    for (const reference of whom) this.read('Patient', reference.slice('Patient/'.length));
    if (whom.length !== 1 || slotsOf(wanted).length === 0) throw fault(400, 'required');
  }
}

function slotsOf({ slot = [] }: Appointment): string[] {
  return slot.map(({ reference }) => reference.replace(/^.*Slot\//, ''));
}

function searchset(resource: Resource): object {
  return { resourceType: 'Bundle', type: 'searchset', entry: [{ resource }] };
}

function fault(status: number, code: string): Error {
  return Object.assign(new Error(code), { status, code });
}
