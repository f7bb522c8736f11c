import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { createBookings } from '../booking/createBookings';
import { createDemand } from '../booking/createDemand';
import { createDiary } from '../booking/createDiary';
import { keepDiary } from '../booking/keepDiary';
import type { DiaryParts } from '../booking/parts';
import type { BookingSystem } from '../booking/systems/bookingSystem';
import { createBookingSystem } from '../booking/systems/createBookingSystem';
import { Orders } from '../booking/systems/orders';
import { AnswersByWebhook } from '../booking/systems/receiveAnswer';
import type { Bookings, Demand, Diary } from '../booking/types';
import { VisitLinks } from '../booking/visitLinks';
import type { Config } from '../config';
import type { Content } from '../content/types';
import type { Carrier } from '../handoff/carrier';
import { createMailer } from '../handoff/mailer';
import { orderCarrier } from '../handoff/orderCarrier';
import { visitorMailCarrier } from '../handoff/visitorMailCarrier';
import type { Receive } from '../server/bookingWebhook';
import { secret } from '../storage/secret';
import type { Database } from '../storage/types';

/** Everything about bookings, as `app.ts` hands it on. */
export interface Booking {
  readonly diary: Diary;
  readonly bookings: Bookings;
  readonly demand: Demand;
  readonly links: VisitLinks;
  /** Whether mail can go to visitors. */
  readonly mail: boolean;
  /** To visitors, and to another booking system. */
  readonly carriers: readonly Carrier[];
  /** Takes what the practice's own system answers; left out where none does. */
  readonly receive: Receive | undefined;
  stop(): Promise<void>;
}

export interface BookingParts {
  readonly config: Config;
  readonly content: Content;
  readonly db: Database;
  /** The system that the profile names, from {@link wireSystem}. */
  readonly system: BookingSystem | undefined;
  readonly now: () => number;
  readonly log: Logger;
}

/** The other system that the profile names, with its secrets; looked at before anything is opened. */
export function wireSystem(config: Config, { profile }: Content, now: () => number) {
  const {
    BOOKING_WEBHOOK_SECRET: webhook,
    BOOKING_FHIR_TOKEN: fhirToken,
    BOOKING_FHIR_KEY: fhirKey,
  } = config;
  return createBookingSystem(profile.booking, { webhook, fhirToken, fhirKey }, now);
}

/** The practice's diary, or the other system that it books in, with what goes to visitors and comes back. */
export async function wireBooking({ config, content, db, system, now, log }: BookingParts): Promise<Booking> {
  const parts: DiaryParts = { profile: content.profile, db, now, system };
  const bookings = createBookings(parts);
  const links = new VisitLinks({
    secret: await secret(db, 'booking_links', () => randomBytes(32).toString('base64url')),
    publicUrl: config.PUBLIC_URL,
    now,
  });
  const { SMTP_URL: url, MAIL_FROM: from, BOOKING_WEBHOOK_SECRET: key } = config;
  const mailer = url !== undefined && from !== undefined ? createMailer({ url, from }) : undefined;
  const mail = mailer ? [visitorMailCarrier({ db, bookings, content, links, mailer, now })] : [];
  const orders = system && new Orders(system, parts);
  const ordering = system && orders ? [orderCarrier(orders, system.timeoutMs)] : [];
  const answers = key !== undefined && orders ? new AnswersByWebhook(key, db, orders.answers) : undefined;
  return {
    diary: createDiary(parts),
    bookings,
    demand: createDemand({ profile: content.profile, now }),
    links,
    mail: mailer !== undefined,
    carriers: [...mail, ...ordering],
    receive: answers && ((message) => answers.receive(message)),
    stop: keepDiary(parts, log),
  };
}
