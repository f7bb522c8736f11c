// What `npm run mutation` changes in each part, and the suites that have to notice.

/** Files of a folder, by their names. */
const of = (folder, names) => names.split(' ').map((name) => `src/${folder}/${name}.ts`);
const suites = (folder, names) => names.split(' ').map((name) => `${folder}/${name}`);

/**
 * Mutated are the files in which a part decides, not those that carry, store or word what was decided. Its suites are
 * those that call these files in process, on the embedded store at most: one that starts a bot, a browser or PostgreSQL
 * takes seconds, and each change runs them again.
 *
 * @type {Readonly<Record<string, { mutate: readonly string[], suites: readonly string[] }>>}
 */
export const parts = {
  // Who is let in: the connector, visitors, web pages, staff, Twilio, whoever has a link to a booking.
  authentication: {
    mutate: [
      ...of('channels/azure', 'isListed signingKeys tokenGuard'),
      ...of('channels', 'directLine/tokens twilio/checkSignature'),
      ...of('server', 'origins'),
      ...of('staff/accounts', 'attempts members oneTimeCode password sessions signIn'),
      ...of('booking', 'visitLinks'),
    ],
    suites: [
      ...suites('azure', 'isListed signingKeys tokenGuard'),
      ...suites('channels', 'twilio/signature'),
      ...suites('directLine', 'tokens'),
      ...suites('server', 'ownOrigins'),
      ...suites('staff/accounts', 'secrets sessions signIn'),
      ...suites('booking', 'visitor/visitLinks'),
    ],
  },
  // What the answers say for and against each format.
  fit: { mutate: of('fit', 'fit'), suites: suites('fit', 'fit') },
  // Which times and places are offered, who gets them and until when, who comes next, and what can be changed.
  booking: {
    mutate: [
      ...of('booking', 'openings search roster wish cohorts meetings businessDays'),
      ...of('booking', 'claims choices minimum waitlist reminders'),
      ...of('booking', 'createDiary createBookings ledger viewer attempts factor reference'),
    ],
    suites: suites(
      'booking',
      'booking businessDays cohorts kept manage minimum offered openings staff staffEntries waitlist',
    ),
  },
  // What a message is read as, and which help follows, of which country.
  crisis: {
    mutate: [
      ...of('crisis', 'normalise spelling alphabet phrase compile network flatNetwork automaton reader'),
      ...of('crisis', 'scene decide judge detector help helpLines'),
      ...of('turn', 'country helpSaid safety'),
    ],
    suites: [...suites('crisis', 'cues helpParts judge phrases spelling'), ...suites('turn', 'firstLook')],
  },
};

/** Where the report on a part stands; `every`: on the changes of every so many lines. */
export function reportOf(part, every) {
  return `test/.artifacts/mutation/${part}${every === '1' ? '' : `.${every}`}.json`;
}
