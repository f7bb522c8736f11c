import type { Content } from '../../content/types';
import { plainLinks } from '../plainLinks';

/** What of the app is no content: where the bot is. */
export interface AppSettings {
  /** The Microsoft App ID of the Azure Bot; the app gets the same id. */
  readonly appId: string | undefined;
  /** Where visitors reach the server: `https://chat.example.org`. */
  readonly publicUrl: string | undefined;
}

/** One of those in @microsoft/app-manifest. Later ones have nothing that this app needs, and Teams takes earlier ones. */
const VERSION = '1.24';
const SCHEMAS = `https://developer.microsoft.com/json-schemas/teams/v${VERSION}`;

/** Files of the package, beside the languages. */
export const ICONS = { color: 'color.png', outline: 'outline.png' } as const;

/**
 * What Teams' menu offers in a chat with the bot alone, and where others read along and it only explains: the words that
 * are then written for the visitor, by which the bot understands them.
 */
const COMMANDS = [
  {
    scopes: ['personal'],
    titles: ['explain', 'compare', 'preferences', 'booking', 'manage', 'handoff'].map((id) => `menu.${id}`),
  },
  {
    scopes: ['team', 'groupChat'],
    titles: ['teams.ask.individual', 'teams.ask.group', 'teams.ask.couples_family', 'menu.compare'],
  },
] as const;

/**
 * manifest.json of the app in Teams, in the practice's first language. What is not set is left out: `manifestFaults` says
 * what is missing.
 */
export function appManifest(content: Content, { appId, publicUrl }: AppSettings): Record<string, unknown> {
  const { profile, languages } = content;
  const [language = 'en', ...others] = languages;
  const name = appName(content);
  return {
    $schema: `${SCHEMAS}/MicrosoftTeams.schema.json`,
    manifestVersion: VERSION,
    version: profile.teams.version,
    id: appId,
    developer: {
      name: name.short,
      websiteUrl: profile.website,
      privacyUrl: profile.privacy.noticeUrl,
      termsOfUseUrl: profile.teams.termsUrl,
    },
    localizationInfo: {
      defaultLanguageTag: language,
      additionalLanguages: others.map((languageTag) => ({ languageTag, file: languageFile(languageTag) })),
    },
    name,
    description: appDescription(content, language),
    icons: ICONS,
    accentColor: profile.widget.accent,
    bots: [
      {
        botId: appId,
        scopes: COMMANDS.flatMap(({ scopes }) => scopes),
        supportsFiles: false,
        isNotificationOnly: false,
        commandLists: COMMANDS.map(({ scopes, titles }) => ({
          scopes,
          commands: titles.map((title) => commandWords(content, title, language)),
        })),
      },
    ],
    defaultInstallScope: 'personal',
    // Help in a crisis is also sent to whoever wrote in a team, in private.
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: publicUrl?.startsWith('https:') ? [new URL(publicUrl).hostname] : [],
  };
}

/** The words of the manifest in another language, as a file of the package. */
export function appLanguage(content: Content, language: string): Record<string, unknown> {
  const { short, full } = appName(content);
  const description = appDescription(content, language);
  const commands = COMMANDS.flatMap((list, at) =>
    list.titles.flatMap((title, index) =>
      Object.entries(commandWords(content, title, language)).map(([part, words]): [string, string] => [
        `bots[0].commandLists[${at}].commands[${index}].${part}`,
        words,
      ]),
    ),
  );
  return {
    $schema: `${SCHEMAS}/MicrosoftTeams.Localization.schema.json`,
    'name.short': short,
    'name.full': full,
    'description.short': description.short,
    'description.full': description.full,
    ...Object.fromEntries(commands),
  };
}

/** `es` is `es.json`. */
export function languageFile(language: string): string {
  return `${language}.json`;
}

function appName({ profile }: Content): { short: string; full: string } {
  return { short: profile.teams.name ?? profile.name, full: profile.name };
}

function appDescription(content: Content, language: string): { short: string; full: string } {
  const about = ['teams.about.what', 'teams.about.not', 'teams.about.help'];
  const full = about.map((key) => plainLinks(content.text(key, language))).join('\n\n');
  return { short: content.text('teams.short', language), full };
}

/** `menu.booking` is explained by `teams.command.booking`. */
function commandWords(content: Content, title: string, language: string) {
  const what = title.slice(title.lastIndexOf('.') + 1);
  return {
    title: content.text(title, language),
    description: content.text(`teams.command.${what}`, language),
  };
}
