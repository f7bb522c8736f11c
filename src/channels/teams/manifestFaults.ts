import { AppManifestUtils } from '@microsoft/app-manifest';
import type { AppManifest } from '@microsoft/app-manifest';

/** Places in the manifest and the language files, and where what stands there is set. */
const SETTINGS: readonly (readonly [RegExp, string])[] = [
  [
    /^\/(id|bots\/0\/botId)$/,
    'MicrosoftAppId: the Microsoft App ID on the Configuration page of your Azure Bot',
  ],
  [
    /^\/(name\/short|developer\/name|name\.short)$/,
    'teams.name in the profile: a name of at most 30 characters',
  ],
  [/^\/name[/.]full$/, 'name in the profile: at most 100 characters'],
  [/^\/version$/, 'teams.version in the profile: such as 1.0.0'],
  [/^\/developer\/websiteUrl$/, 'website in the profile: an https address'],
  [/^\/developer\/privacyUrl$/, 'privacy.noticeUrl in the profile: an https address'],
  [/^\/developer\/termsOfUseUrl$/, 'teams.termsUrl in the profile: an https address'],
  [/^\/validDomains/, 'PUBLIC_URL: the https address at which Teams reaches the bot'],
  [/^\/description[/.]short$/, 'teams.short in resources/locales: at most 80 characters'],
];

/** One fault of a file, as the validator writes it. */
const WRITTEN = /^(\S*) (.*)\. Details: (.*)$/s;

/**
 * Everything that is wrong with a manifest or a language file, each with what to set; empty when it may be uploaded. Held
 * against the schema that the file names, of those in @microsoft/app-manifest: nothing is fetched.
 */
export async function manifestFaults(file: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const schema = await AppManifestUtils.fetchSchema(String(file['$schema']));
  // The types know manifests alone; a language file is checked by the same function against its own schema.
  const written = await AppManifestUtils.validateAgainstSchema(
    file as unknown as AppManifest,
    readable(schema),
  );
  const places = [...written.map(placeOf), ...insecure(file)];
  return [...new Set(places.map(([place, why]) => toSet(place) ?? `${place}: ${why}`))];
}

/** Microsoft's schema of language files has patterns that are none (`[…]]`); they are about what this app does not have. */
function readable<Schema extends object>(schema: Schema): Schema {
  if (!('patternProperties' in schema)) return schema;
  const patterns = Object.entries(schema.patternProperties as object);
  return {
    ...schema,
    patternProperties: Object.fromEntries(patterns.filter(([name]) => name.startsWith('^bots'))),
  };
}

function placeOf(fault: string): readonly [place: string, why: string] {
  const [, place = '', why = fault, details = '{}'] = WRITTEN.exec(fault) ?? [];
  const { missingProperty } = JSON.parse(details) as { missingProperty?: string };
  return [missingProperty === undefined ? place : `${place}/${missingProperty}`, why];
}

/** What the schema leaves open and Teams does not take: addresses without TLS, and an app whose server is nowhere. */
function insecure({ developer, validDomains }: Readonly<Record<string, unknown>>): [string, string][] {
  const addresses = Object.entries((developer ?? {}) as Record<string, string | undefined>)
    .filter(([, url]) => url?.startsWith('http:'))
    .map(([name]): [string, string] => [`/developer/${name}`, 'must be https']);
  const nowhere = Array.isArray(validDomains) && validDomains.length === 0;
  return nowhere ? [...addresses, ['/validDomains', 'is empty']] : addresses;
}

function toSet(place: string): string | undefined {
  return SETTINGS.find(([pattern]) => pattern.test(place))?.[1];
}
