import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { ICONS, appLanguage, appManifest, languageFile } from '../channels/teams/appManifest';
import type { AppSettings } from '../channels/teams/appManifest';
import { manifestFaults } from '../channels/teams/manifestFaults';
import { readAppIcons } from '../content/readAppIcons';
import type { Content } from '../content/types';
import { TriageError } from '../errors';

/** The same files make the same bytes, whenever and wherever the package is made: the first moment that a zip knows. */
const MTIME = new Date(1980, 0, 1);

export interface TeamsPackageOptions extends AppSettings {
  readonly content: Content;
  /** The folder with `color.png` and `outline.png`. */
  readonly icons: string;
  /** The zip to write; folders on the way are made. */
  readonly file: string;
}

/**
 * `npm run teams:package`: writes the app package that is uploaded to Teams, without any network.
 *
 * @param print takes one line
 * @throws TriageError TEAMS_PACKAGE_INVALID with every fault and what to set; nothing is written then
 */
export async function teamsPackage(
  { content, icons, file, ...settings }: TeamsPackageOptions,
  print: (line: string) => void,
): Promise<void> {
  const manifest = appManifest(content, settings);
  const languages = content.languages.slice(1).map((language) => ({
    name: languageFile(language),
    words: appLanguage(content, language),
  }));
  const faults: string[] = [];
  const { color, outline } = readAppIcons(icons, faults);
  for (const one of [manifest, ...languages.map(({ words }) => words)])
    faults.push(...(await manifestFaults(one)));
  if (faults.length > 0)
    throw new TriageError('TEAMS_PACKAGE_INVALID', 'Teams would not take the app. Set:', {
      details: [...new Set(faults)],
    });
  const zip = zipSync(
    {
      'manifest.json': jsonBytes(manifest),
      [ICONS.color]: color,
      [ICONS.outline]: outline,
      ...Object.fromEntries(languages.map(({ name, words }) => [name, jsonBytes(words)])),
    },
    { mtime: MTIME, level: 9 },
  );
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, zip);
  print(
    `Wrote ${file}, version ${content.profile.teams.version}. Raise teams.version in the profile for each upload.`,
  );
  print(`Messaging endpoint of the Azure Bot: ${settings.publicUrl}/api/messages`);
}

function jsonBytes(value: object): Uint8Array {
  return strToU8(`${JSON.stringify(value, null, 2)}\n`);
}
