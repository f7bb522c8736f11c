import type { Turn } from './turn';

/**
 * The language asked for: the one that is named, unless none or several are, or it is the one spoken already ("no hablo
 * inglés"): then the one the message is written in, else another one that the bot speaks.
 */
export function languageWanted(
  { reply: { text }, language, written }: Turn,
  languages: readonly string[],
): string {
  const said = text.toLowerCase();
  const named = languages.filter((code) => namesOf(code, languages).some((name) => said.includes(name)));
  if (named.length === 1 && named[0] !== undefined && (named[0] !== language || written === language))
    return named[0];
  if (written !== undefined && named.length > 0) return written;
  return languages.find((code) => code !== language) ?? language;
}

function namesOf(code: string, languages: readonly string[]): string[] {
  return languages.flatMap((display) => {
    const name = new Intl.DisplayNames([display], { type: 'language' }).of(code)?.toLowerCase() ?? code;
    return [name, name.normalize('NFD').replace(/\p{M}/gu, '')];
  });
}
