import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TeamsManifestV1D24 } from '@microsoft/app-manifest';
import { unzipSync } from 'fflate';
import { post, recorded } from '../azure/recorded';
import { MINIMAL, practiceFile } from '../content/files';
import { ROOT } from '../../src/places';
import { azureBot } from '../support/azureBot';
import { runCli } from '../support/cli';

type Manifest = TeamsManifestV1D24.TeamsManifestV1D24;

const APP = '11111111-2222-4333-8444-555555555555';
const AZURE = {
  ...{ MicrosoftAppId: APP, MicrosoftAppPassword: 'secret-of-the-app', MicrosoftAppTenantId: 'tenant' },
  PUBLIC_URL: 'https://chat.example.org',
};
let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'triage-teams-'));
  file = join(dir, 'new', 'app.zip');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Makes the package without any network. */
const make = (env: NodeJS.ProcessEnv) =>
  runCli(['teams:package', file], {
    NODE_OPTIONS: `--require ${join(__dirname, '../support/noNetwork.cjs')}`,
    ...env,
  });

/** The files of the package that was made. */
async function files(env: NodeJS.ProcessEnv = AZURE) {
  expect(await make(env)).toMatchObject({ code: 0, err: '' });
  const bytes = readFileSync(file);
  const entries = unzipSync(bytes);
  const json = (name: string) => JSON.parse(Buffer.from(entries[name] ?? []).toString()) as unknown;
  return { bytes, entries, json, manifest: json('manifest.json') as Manifest };
}

/** What Microsoft's validator says of a manifest. In a process of its own: it has modules that jest does not load. */
function faultsOf(manifest: string): unknown {
  const script = `require('@microsoft/app-manifest')
    .AppManifestUtils.readAndValidateTeamsManifest(process.argv[1])
    .then(([, faults]) => console.log(JSON.stringify(faults)))`;
  const run = execFileSync(process.execPath, ['-e', script, manifest], { cwd: ROOT, encoding: 'utf8' });
  return JSON.parse(run) as unknown;
}

const commandsOf = ({ bots: [bot] = [] }: Manifest, scope: string): string[] =>
  (bot?.commandLists ?? [])
    .filter(({ scopes }) => (scopes as string[]).includes(scope))
    .flatMap(({ commands }) => commands.map(({ title }) => title));

describe('the app package for Teams', () => {
  let made: Awaited<ReturnType<typeof files>>;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'triage-teams-'));
    file = join(dir, 'new', 'app.zip');
    made = await files();
    rmSync(dir, { recursive: true });
  });

  it('has a manifest that Microsoft’s schema takes, every file that it names, and no secret', () => {
    const { entries, manifest } = made;
    writeFileSync(join(dir, 'manifest.json'), entries['manifest.json'] ?? '');
    expect(faultsOf(join(dir, 'manifest.json'))).toEqual([]);
    const { icons, localizationInfo, id, bots } = manifest;
    expect([id, bots?.[0]?.botId]).toEqual([APP, APP]);
    const named = [
      icons.color,
      icons.outline,
      ...(localizationInfo?.additionalLanguages ?? []).map((one) => one.file),
    ];
    expect(Object.keys(entries).sort()).toEqual(['manifest.json', ...named].sort());
    expect(JSON.stringify(manifest)).not.toContain('secret-of-the-app');
  });

  it('is for a person alone, a team and a group chat, and leads to the practice’s own pages', () => {
    const { manifest } = made;
    expect(manifest.bots?.[0]?.scopes).toEqual(['personal', 'team', 'groupChat']);
    expect(manifest.developer).toMatchObject({ privacyUrl: 'https://juniper-street.example/privacy' });
    expect(manifest.validDomains).toEqual(['chat.example.org']);
  });

  it('says everything in each language of the practice, in words without markup', () => {
    const { manifest, json } = made;
    const spanish = json('es.json') as Record<string, string>;
    const count = (manifest.bots?.[0]?.commandLists ?? []).flatMap(({ commands }) => commands).length;
    expect(Object.keys(spanish).filter((name) => name.endsWith('.title'))).toHaveLength(count);
    const both = [manifest.description.full, spanish['description.full'] ?? ''];
    expect(new Set(both).size).toBe(2);
    for (const words of both) {
      expect(words).toContain('988');
      expect(words).not.toMatch(/\]\(|tel:|\{/);
    }
  });

  it('has no second language where the practice speaks one', async () => {
    const PRACTICE_FILE = practiceFile((text) => text.replace('languages: [en, es]', 'languages: [es]'));
    const { entries, manifest } = await files({ ...AZURE, PRACTICE_FILE });
    expect(Object.keys(entries).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    expect(manifest.localizationInfo?.defaultLanguageTag).toBe('es');
  });

  it('is the same to the byte whenever and wherever it is made', async () => {
    await files({ ...AZURE, TZ: 'Pacific/Auckland' });
    expect(readFileSync(file).equals(made.bytes)).toBe(true);
  });

  it('is not made as long as anything is missing, and all of it is named with what to set', async () => {
    const PRACTICE_FILE = practiceFile(() =>
      readFileSync(MINIMAL, 'utf8').replace(
        'name: Solo Practice',
        "name: The Solo Practice for Counseling and Therapy\nwebsite: 'http://solo.example'",
      ),
    );
    const { code, err } = await make({ PRACTICE_FILE });
    expect(code).toBe(1);
    expect(err).toMatch(/^TEAMS_PACKAGE_INVALID: /);
    const named = err
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/^ *- /, '').replace(/:.*/, ''));
    expect(named.sort()).toEqual([
      'MicrosoftAppId',
      'PUBLIC_URL',
      'privacy.noticeUrl in the profile',
      'teams.name in the profile',
      'teams.termsUrl in the profile',
      'website in the profile',
    ]);
    expect(existsSync(file)).toBe(false);
  });

  it('is not made for an app id that is none', async () => {
    const { err } = await make({ ...AZURE, MicrosoftAppId: 'my-bot' });
    expect(err).toMatch(/^TEAMS_PACKAGE_INVALID: .*\n {2}- MicrosoftAppId: .*\n$/);
  });
});

describe('the menu that Teams shows', () => {
  const azure = azureBot();

  /** The manifest of a practice that speaks one language. */
  async function speaking(language: string): Promise<Manifest> {
    const languages = `languages: [${language}]`;
    const PRACTICE_FILE = practiceFile((text) => text.replace('languages: [en, es]', languages));
    return (await files({ ...AZURE, PRACTICE_FILE })).manifest;
  }

  const LEADS_TO = [
    ...['menu.which_format', 'compare.about.decision', 'consent.ask'],
    ...['booking.what', 'manage.reference.ask', 'handoff.reach'],
  ];
  it.each(['en', 'es'])(
    'writes for the visitor what the bot understands at any moment, in %s',
    async (language) => {
      const titles = commandsOf(await speaking(language), 'personal');
      expect(titles).toHaveLength(LEADS_TO.length);
      const visitor = await azure.bot.visitor(language);
      for (const [index, title] of titles.entries()) {
        await visitor.say(title);
        expect({ title, said: visitor.keys }).toMatchObject({
          said: expect.arrayContaining([LEADS_TO[index]]) as object,
        });
      }
    },
  );

  const TOLD = [
    ...['explain.individual.short', 'explain.group.short', 'explain.couples_family.short'],
    'compare.how.individual',
  ];
  it.each(['en', 'es'])(
    'asks in a team or a group chat only what is answered there, in %s',
    async (language) => {
      const manifest = await speaking(language);
      const titles = commandsOf(manifest, 'team');
      expect([titles.length, commandsOf(manifest, 'groupChat')]).toEqual([TOLD.length, titles]);
      for (const [index, title] of titles.entries()) {
        azure.connector.taken.length = 0;
        const text = `<at>Practice Assistant</at>&nbsp;${title}`;
        await post(
          azure.bot,
          recorded('message-mention-channel', azure.connector, { locale: language, text }),
        );
        expect(azure.connector.texts().join('\n')).toContain(
          azure.bot.app.content.text(TOLD[index] ?? '', language),
        );
      }
    },
  );
});
