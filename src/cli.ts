import { userInfo } from 'node:os';
import { join } from 'node:path';
import { readReference } from './booking/reference';
import { readConfig } from './config';
import { ROOT, contentFiles, resource } from './places';
import type { StaffCommands } from './commands/staff';
import { TriageError } from './errors';
import type { Content } from './content/types';
import type { Database } from './storage/types';

/** The commands behind `npm run …`. Each loads only what it needs: `crisis:classify` opens no database and no bot. */
const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  'crisis:classify': async () => {
    const { classify } = await import('./commands/crisis');
    await classify(process.stdin, print);
    return 0;
  },
  'crisis:report': async () => {
    const { report } = await import('./commands/crisis');
    const sets = ['phrases', 'false-alarms'].map((folder) => join(ROOT, 'test', 'crisis', folder));
    report(sets, print);
    return 0;
  },
  understand: async () => {
    const { understandStream } = await import('./commands/understand');
    await understandStream(process.stdin, process.stdout);
    return 0;
  },
  compile: async () => {
    const { compileAll } = await import('./commands/compileAll');
    compileAll(contentFiles(readConfig()));
    return 0;
  },
  'check:content': async () => {
    const { checkContent } = await import('./commands/checkContent');
    const sources = ['src', 'dialogs'].map((folder) => join(ROOT, folder));
    const content = { ...contentFiles(readConfig()), sources, today: new Date() };
    return checkContent(content, print);
  },
  schemas: async () => {
    const { writeSchemas } = await import('./content/writeSchemas');
    writeSchemas(resource('schemas'));
    return 0;
  },
  inbox: async (args) => {
    const at = args.indexOf('--ack');
    if (at >= 0) return takeOn(args[at + 1] ?? '');
    const again = args.indexOf('--retry');
    if (again >= 0) return tryAgain(args[again + 1] ?? '');
    const { inbox } = await import('./commands/inbox');
    const { loadProfile } = await import('./content/loadProfile');
    const { openDatabase } = await import('./storage/openDatabase');
    const profile = loadProfile(contentFiles(readConfig()).practiceFile);
    const db = await openDatabase(store());
    try {
      await record(db, 'inbox.read');
      await inbox(db, profile, (text) => process.stdout.write(text), { json: args.includes('--json') });
    } finally {
      await db.close();
    }
    return 0;
  },
  'storage:copy': async () => {
    const { copyStorage } = await import('./commands/copyStorage');
    await copyStorage(store(), print);
    return 0;
  },
  backup: async ([file]) => {
    const { backUp } = await import('./storage/backup');
    if (file === undefined) throw fault('npm run backup -- FILE: name the file to write');
    await backUp(store(), file);
    print(`Backed up to ${file}. It holds what visitors said: keep it where nobody else can read it.`);
    return 0;
  },
  restore: async (args) => {
    const { restore } = await import('./storage/backup');
    const file = args.find((arg) => !arg.startsWith('--'));
    if (file === undefined) throw fault('npm run restore -- FILE: name the backup');
    await restore(store(), file, { replace: args.includes('--replace') });
    print(
      `Restored from ${file}. What was deleted since that backup is there again: npm start deletes what is due.`,
    );
    return 0;
  },
  report: async (args) => {
    const { printReport, readReport } = await import('./commands/report');
    const at = args.indexOf('--days');
    const days = at < 0 ? 30 : Number(args[at + 1]);
    if (!Number.isInteger(days) || days < 1) throw fault('--days: a whole number of days, 1 or more');
    return withStore(async (db, { profile }) => {
      const report = await readReport(db, profile, { days, now: Date.now() });
      if (args.includes('--json')) print(JSON.stringify(report));
      else printReport(report, print);
      return 0;
    });
  },
  'teams:package': async ([file = join(ROOT, 'dist', 'teams', 'app.zip')]) => {
    const { teamsPackage } = await import('./commands/teamsPackage');
    const { loadContent } = await import('./content/loadContent');
    const { MicrosoftAppId: appId, PUBLIC_URL: publicUrl, ...config } = readConfig();
    const content = loadContent(contentFiles(config));
    await teamsPackage({ content, icons: resource('teams'), file, appId, publicUrl }, print);
    return 0;
  },
  'staff:add': async (args) => withStaff((staff) => staff.add(args)),
  'staff:remove': async (args) => withStaff((staff) => staff.remove(args)),
  chat: async (args) => {
    const { chat } = await import('./commands/chat');
    const config = readConfig();
    const url = config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`;
    await chat(url, args[0] ?? 'en');
    return 0;
  },
};

/** `inbox --ack REFERENCE` */
async function takeOn(reference: string): Promise<number> {
  const { ack } = await import('./commands/ack');
  return withStore(async (db, content) => {
    await record(db, 'case.take', `case/${readReference(reference) ?? 'unknown'}`);
    return ack(db, content, print, { reference, by: operator(), now: Date.now() });
  });
}

/** `inbox --retry REFERENCE` or `inbox --retry all` */
async function tryAgain(which: string): Promise<number> {
  const { retry } = await import('./commands/retry');
  return withStore(async (db, content) => {
    await record(db, 'letter.retry', which === 'all' ? 'all' : (readReference(which) ?? 'unknown'));
    return retry(db, content, print, { which, now: Date.now() });
  });
}

/** What somebody sees and does at the command line stands in the same audit as what they do in the console. */
async function record(db: Database, action: string, subject = ''): Promise<void> {
  const { Audit } = await import('./staff/audit');
  await new Audit(db, Date.now).record({ member: operator(), action, subject });
}

/** Who runs the command, for the audit and the case. */
function operator(): string {
  return `cli:${userInfo().username}`;
}

/** Which store is meant, by the configuration. */
function store() {
  const { DATA_DIR: dataDir, DATABASE_URL: databaseUrl } = readConfig();
  return { dataDir, databaseUrl };
}

function fault(because: string): TriageError {
  return new TriageError('COMMAND_INVALID', 'The command cannot run.', { details: [because] });
}

async function withStore(run: (db: Database, content: Content) => Promise<number>): Promise<number> {
  const { loadContent } = await import('./content/loadContent');
  const { openDatabase } = await import('./storage/openDatabase');
  const content = loadContent(contentFiles(readConfig()));
  const db = await openDatabase(store());
  try {
    return await run(db, content);
  } finally {
    await db.close();
  }
}

/** Runs one of the commands about accounts of staff on the store. */
async function withStaff(run: (staff: StaffCommands) => Promise<number>): Promise<number> {
  const { StaffCommands } = await import('./commands/staff');
  const { loadContent } = await import('./content/loadContent');
  const { openDatabase } = await import('./storage/openDatabase');
  const { readSecret } = await import('./commands/readSecret');
  const content = loadContent(contentFiles(readConfig()));
  const db = await openDatabase(store());
  try {
    return await run(new StaffCommands({ db, content, print, readSecret, by: operator(), now: Date.now }));
  } finally {
    await db.close();
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main([name = '', ...args]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command(args);
  throw new TriageError(
    'COMMAND_UNKNOWN',
    `There is no command "${name}"; known: ${Object.keys(COMMANDS).join(', ')}.`,
  );
}

// `npm run inbox | head`: whoever reads has had enough.
process.stdout.on('error', () => process.exit(0));

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const known = error instanceof TriageError;
    process.stderr.write(known ? `${error.code}: ${error.message}\n` : `${String((error as Error).stack)}\n`);
    process.exitCode = 1;
  },
);
