import { z } from 'zod';
import type { FhirProfile } from '../../../content/bookingProfile';
import type { Format } from '../../../fit/types';
import { SystemError } from '../bookingSystem';
import type { Answer, Order, OrderedBooking } from '../bookingSystem';
import { FhirRefusal } from './fhirClient';
import type { FhirClient } from './fhirClient';
import { appointment, idIn } from './resources';
import type { Appointment } from './resources';

const MINUTE = 60_000;
/** How the bot's bookings are told apart there: by their id here, which is the same at every attempt. */
const URI = 'urn:ietf:rfc:3986';
/** The server has it, and somebody there has to say yes. */
const ASK_AGAIN_MS = 5 * MINUTE;
/** Statuses and issue codes by which a server says that what is wanted can not be had, and will not be. */
const NO = new Set([409, 410, 422]);
const NO_CODES = new Set(['conflict', 'business-rule', 'deleted', 'expired', 'duplicate']);

const patient = z.object({ resourceType: z.literal('Patient'), id: z.string() });

/** Books, moves and cancels Appointments. Every step can be repeated: what is there already is looked for first. */
export class Appointments {
  constructor(
    private readonly profile: FhirProfile,
    private readonly client: FhirClient,
  ) {}

  async place(order: Order, signal: AbortSignal): Promise<Answer> {
    try {
      switch (order.wanted) {
        case 'book':
          return await this.book(order.booking, signal);
        case 'move':
          return await this.move(order.booking, signal);
        case 'cancel':
          return await this.cancel(order.booking, signal);
      }
    } catch (error) {
      if (!isNo(error)) throw error;
      // The same order may have come twice at once: then what is in the way is our own.
      const own = order.wanted === 'book' ? await this.find(order.booking, signal) : undefined;
      return own ? answerOf(own, order.booking) : { outcome: 'declined' };
    }
  }

  private async book(booking: OrderedBooking, signal: AbortSignal): Promise<Answer> {
    const there = await this.find(booking, signal);
    if (there) return answerOf(there, booking);
    const who = await this.person(booking, signal);
    const service = this.profile.services[booking.format as Format];
    const wanted = {
      resourceType: 'Appointment',
      identifier: [{ system: URI, value: urnOf(booking) }],
      ...(service && { serviceType: [{ coding: [service] }] }),
      ...whenOf(booking),
      participant: [
        { actor: { reference: `Patient/${who}` }, required: 'required', status: 'accepted' },
        { actor: { reference: this.actorOf(booking) }, required: 'required', status: 'needs-action' },
      ],
    };
    if (this.profile.booking === 'operation')
      return answerOf(await this.operate({ ...wanted, status: 'pending' }, signal), booking);
    const resource = { ...wanted, status: 'booked' };
    return answerOf(await this.client.create(resource, identifierOf(booking), appointment, signal), booking);
  }

  private async move(booking: OrderedBooking, signal: AbortSignal): Promise<Answer> {
    const there = await this.theirs(booking, signal);
    if (!there || isOver(there)) return { outcome: 'declined' };
    const moved = there.slot?.some(({ reference = '' }) => idIn(reference, 'Slot') === booking.time);
    if (moved && there.status === 'booked') return answerOf(there, booking);
    return answerOf(await this.change({ ...there, ...whenOf(booking), status: 'booked' }, signal), booking);
  }

  private async cancel(booking: OrderedBooking, signal: AbortSignal): Promise<Answer> {
    const there = await this.theirs(booking, signal);
    if (there && !isOver(there)) await this.change({ ...there, status: 'cancelled' }, signal);
    return { outcome: 'cancelled' };
  }

  /** That no person can be made there is a matter of rights and rules, and says nothing about the time. */
  private async person(booking: OrderedBooking, signal: AbortSignal): Promise<string> {
    try {
      return (await this.client.create(patientOf(booking), identifierOf(booking), patient, signal)).id;
    } catch (error) {
      if (!isNo(error)) throw error;
      throw new SystemError(`Patient: ${(error as SystemError).reason}`, { cause: error });
    }
  }

  /** What has been booked under this id before, unless it has been cancelled since. */
  private async find(booking: OrderedBooking, signal: AbortSignal): Promise<Appointment | undefined> {
    const found = await this.client.search(
      'Appointment',
      [['identifier', identifierOf(booking)]],
      appointment,
      signal,
    );
    return found.find((one) => !isOver(one)) ?? found[0];
  }

  private theirs(booking: OrderedBooking, signal: AbortSignal): Promise<Appointment | undefined> {
    if (booking.theirs === undefined) return this.find(booking, signal);
    return this.client.read(`Appointment/${booking.theirs}`, appointment, signal);
  }

  private async change(resource: Appointment, signal: AbortSignal): Promise<Appointment> {
    if (this.profile.booking === 'operation') return this.operate(resource, signal);
    return this.client.update(resource, appointment, signal);
  }

  /** `Appointment/$book`: an Appointment in the answer, or an OperationOutcome alone, whatever the status. */
  private async operate(resource: object, signal: AbortSignal): Promise<Appointment> {
    const path = 'Appointment/$book';
    const resources = await this.client.operation(path, 'appointment-resource', resource, signal);
    for (const one of resources) {
      const booked = appointment.safeParse(one);
      if (booked.success) return booked.data;
    }
    const issues = resources.flatMap((one) => {
      const { issue = [] } = (one ?? {}) as { issue?: { code?: string }[] };
      return issue.map(({ code = 'unknown' }) => code);
    });
    throw new FhirRefusal(issues, {});
  }

  private actorOf({ clinician = '' }: OrderedBooking): string {
    const reference = this.profile.actors[clinician];
    if (reference === undefined) throw new SystemError('the profile names no actor for the clinician');
    return reference;
  }
}

function answerOf({ id, status, start }: Appointment, { startsAt }: OrderedBooking): Answer {
  switch (status) {
    case 'proposed':
    case 'pending':
    case 'waitlist':
      throw new SystemError(`${status} there`, { retryAfterMs: ASK_AGAIN_MS });
    case 'cancelled':
    case 'noshow':
    case 'entered-in-error':
      return { outcome: 'declined' };
    default: {
      const begins = start === undefined ? startsAt : Date.parse(start);
      const other = begins !== undefined && begins !== startsAt;
      return { outcome: 'confirmed', theirs: id, ...(other && { startsAt: begins }) };
    }
  }
}

function isOver({ status }: Appointment): boolean {
  return status === 'cancelled' || status === 'noshow' || status === 'entered-in-error';
}

function isNo(error: unknown): boolean {
  if (!(error instanceof SystemError)) return false;
  if (error.httpStatus !== undefined && NO.has(error.httpStatus)) return true;
  return error instanceof FhirRefusal && error.issues.some((code) => NO_CODES.has(code));
}

function whenOf({ startsAt = 0, minutes = 0, time = '' }: OrderedBooking) {
  return {
    start: new Date(startsAt).toISOString(),
    end: new Date(startsAt + minutes * MINUTE).toISOString(),
    minutesDuration: minutes,
    slot: [{ reference: `Slot/${time}` }],
  };
}

/** A person whom the server need not know yet; it is for the practice to join them with somebody that it does. */
function patientOf(booking: OrderedBooking) {
  const { contact, language } = booking;
  const telecom = [
    ...(contact.phone === undefined ? [] : [{ system: 'phone', value: contact.phone }]),
    ...(contact.email === undefined ? [] : [{ system: 'email', value: contact.email }]),
  ];
  return {
    resourceType: 'Patient',
    identifier: [{ system: URI, value: urnOf(booking) }],
    name: [{ text: contact.name }],
    telecom,
    communication: [
      { language: { coding: [{ system: 'urn:ietf:bcp:47', code: language }] }, preferred: true },
    ],
  };
}

function urnOf({ id }: OrderedBooking): string {
  return `urn:uuid:${id}`;
}

function identifierOf(booking: OrderedBooking): string {
  return `${URI}|${urnOf(booking)}`;
}
