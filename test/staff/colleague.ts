import { StaffCommands } from '../../src/commands/staff';
import type { Bot } from '../support/bot';

export const PASSWORD = 'correct horse battery';

/** Adds an account by the command, as an operator would; resolves to what it printed. */
export async function addStaff(
  bot: Bot,
  args: string,
  password = PASSWORD,
  now = Date.now,
): Promise<string[]> {
  const printed: string[] = [];
  const staff = new StaffCommands({
    db: bot.app.db,
    content: bot.app.content,
    print: (line) => void printed.push(line),
    readSecret: () => Promise.resolve(password),
    by: 'cli:test',
    now,
  });
  await staff.add(args.split(' ').map((word) => word.replaceAll('_', word === 'front_desk' ? '_' : ' ')));
  return printed;
}

/** What came back, with the page's text. */
export interface Seen {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** Somebody in front of the console, over HTTP as a browser does it: a cookie, and forms with the fields they hold. */
export class Colleague {
  cookie = '';
  csrf = '';
  /** The page that was loaded last. */
  last: Seen = { status: 0, text: '', headers: new Headers() };

  constructor(
    readonly url: string,
    private readonly language = 'en',
  ) {}

  /** A colleague with an account who is signed in. */
  static async signedIn(bot: Bot, role: string, language?: string): Promise<Colleague> {
    const login = `ana.${role.replaceAll(/[^a-z]/g, '').slice(0, 30)}`;
    await addStaff(bot, `${login} --role ${role}`);
    const colleague = new Colleague(bot.url, language);
    await colleague.signIn(login);
    return colleague;
  }

  signIn(login: string, password = PASSWORD, more: Record<string, string> = {}): Promise<Seen> {
    return this.post('/staff/sign-in', { login, password, ...more });
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Seen> {
    return this.ask(path, { headers });
  }

  /** Sends a form from a page of the console. `fields` may take the place of the token. */
  post(
    path: string,
    fields: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<Seen> {
    const body = new URLSearchParams({ csrf: this.csrf, ...fields });
    return this.ask(path, { method: 'POST', body, headers: { Origin: this.url, ...headers } });
  }

  /** The same, and the page that it leads to. */
  async do(path: string, fields: Record<string, string> = {}): Promise<Seen> {
    const { status, headers } = await this.post(path, fields);
    if (status !== 303) throw new Error(`${path} answered ${status}`);
    return this.get(headers.get('location') ?? '');
  }

  private async ask(path: string, init: RequestInit): Promise<Seen> {
    const headers = { Cookie: this.cookie, 'Accept-Language': this.language, ...(init.headers as object) };
    const response = await fetch(`${this.url}${path}`, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      if (/^(__Host-)?staff=/.test(pair)) this.cookie = pair;
    }
    this.last = { status: response.status, text: await response.text(), headers: response.headers };
    this.csrf = /name="csrf" value="([\w-]+)"/.exec(this.last.text)?.[1] ?? this.csrf;
    return this.last;
  }
}

/** What the audit holds, oldest first: who, what, to what. */
export async function audited(bot: Bot): Promise<string[]> {
  const rows = await bot.app.db.query('SELECT member, action, subject FROM staff_audit ORDER BY seq');
  return rows.map(({ action, subject }) => [action, subject].filter(Boolean).join(' '));
}
