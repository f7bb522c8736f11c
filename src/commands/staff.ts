import { parseArgs } from 'node:util';
import type { Content } from '../content/types';
import { TriageError } from '../errors';
import { type NewMember, added, removed } from '../staff/accounts/members';
import { newOneTimeSecret, oneTimeAddress } from '../staff/accounts/oneTimeCode';
import { hashPassword } from '../staff/accounts/password';
import { Audit } from '../staff/audit';
import { ROLES } from '../staff/types';
import type { Database } from '../storage/types';

/** What the commands are made of. */
export interface StaffCommandParts {
  readonly db: Database;
  readonly content: Content;
  readonly print: (line: string) => void;
  /** Asks for a password without showing it. */
  readonly readSecret: (prompt: string) => Promise<string>;
  /** Who runs the command, for the audit. */
  readonly by: string;
  readonly now: () => number;
}

const LOGIN = /^[a-z][a-z0-9._@-]{1,59}$/;
const SHORTEST = 12;
const USAGE = `npm run staff:add -- LOGIN --role ${ROLES.join('|')} [--name "Full Name"] [--clinician ID] [--totp]`;

/** `npm run staff:add` and `npm run staff:remove`: who may use the staff console. */
export class StaffCommands {
  constructor(private readonly parts: StaffCommandParts) {}

  /** Adds an account, or gives the one of that name a new password and role. Asks for the password twice. */
  async add(args: readonly string[]): Promise<number> {
    const { db, print, readSecret, now } = this.parts;
    const wanted = this.read(args);
    const known = await db.query('SELECT id FROM staff_members WHERE login = ?', [wanted.login]);
    const password = await readSecret(this.say('password', { shortest: SHORTEST }));
    this.check(password, wanted.login);
    if ((await readSecret(this.say('again'))) !== password) throw invalid('The two passwords differ.');
    const member: NewMember = { ...wanted, password: await hashPassword(password) };
    await this.record('staff.add', wanted.login, added(member, now()));
    const { login, role, totp } = member;
    const done = { login, role: { key: `console.role.${role}` } };
    print(known.length > 0 ? this.say('renewed', done) : this.say('added', done));
    if (totp === undefined) return 0;
    print(this.say('totp'));
    print(totp.replace(/(.{4})(?=.)/g, '$1 '));
    print(oneTimeAddress(totp, login, this.parts.content.profile.name));
    return 0;
  }

  /** Takes an account out of use and ends its sessions. The exit code is 1 when nobody has that name. */
  async remove([login = '']: readonly string[]): Promise<number> {
    const [rows = []] = await this.record('staff.remove', login, removed(login, this.parts.now()));
    this.parts.print(rows.length > 0 ? this.say('removed', { login }) : this.say('unknown', { login }));
    return rows.length > 0 ? 0 : 1;
  }

  private read(args: readonly string[]): Omit<NewMember, 'password'> {
    const { login, ...given } = parsed(args);
    const role = ROLES.find((one) => one === given.role);
    if (!LOGIN.test(login))
      throw invalid('LOGIN is 2 to 60 small letters, digits and . _ @ -, a letter first.');
    if (role === undefined) throw invalid(`--role is one of ${ROLES.join(', ')}.`);
    const { clinicians } = this.parts.content.profile;
    const known = clinicians.map(({ id }) => id);
    if (given.clinician !== undefined && !known.includes(given.clinician))
      throw invalid(`--clinician is one of the profile's: ${known.join(', ') || 'it names none'}.`);
    if (role === 'clinician' && given.clinician === undefined)
      throw invalid(`A clinician is one of the profile's: --clinician ${known.join('|')}.`);
    const name = given.name ?? clinicians.find(({ id }) => id === given.clinician)?.name ?? login;
    const totp = given.totp ? newOneTimeSecret() : undefined;
    return { login, role, name: name.slice(0, 80), clinician: given.clinician, totp };
  }

  private check(password: string, login: string): void {
    if ([...password].length < SHORTEST) throw invalid(`A password has at least ${SHORTEST} signs.`);
    const plain = password.toLowerCase();
    if (plain.includes(login.split('@', 1)[0] ?? login)) throw invalid('The password holds the login.');
    if (new Set(plain).size < 5) throw invalid('The password repeats the same few signs.');
  }

  private record(action: string, login: string, statements: ReturnType<typeof added>) {
    const { db, by, now } = this.parts;
    return new Audit(db, now).record(
      { member: by, action, subject: `login/${login.slice(0, 60)}` },
      statements,
    );
  }

  private say(what: string, params = {}): string {
    const { content } = this.parts;
    return content.text(`staff.account.${what}`, content.languages[0] ?? 'en', params);
  }
}

function parsed(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        role: { type: 'string' },
        name: { type: 'string' },
        clinician: { type: 'string' },
        totp: { type: 'boolean' },
      },
    });
    if (positionals.length !== 1) throw invalid('One LOGIN is needed.');
    return { login: positionals[0] ?? '', ...values };
  } catch (error) {
    throw error instanceof TriageError ? error : invalid((error as Error).message);
  }
}

function invalid(because: string): TriageError {
  return new TriageError('STAFF_ACCOUNT_INVALID', because, { details: [USAGE] });
}
