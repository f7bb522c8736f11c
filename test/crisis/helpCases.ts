import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { createRenderer } from '../../src/channels/renderer';
import { smsParts } from '../../src/channels/smsParts';
import { loadContent } from '../../src/content/loadContent';
import type { Message, Part } from '../../src/content/message';
import type { AcuteTier } from '../../src/crisis/help';
import { crisisHelp } from '../../src/crisis/help';
import { TIERS, rankOf } from '../../src/crisis/types';
import { ROOT, contentFiles } from '../../src/places';

export const content = loadContent(contentFiles({}));
const render = createRenderer(content);

interface HelplinesFile {
  readonly countries: Readonly<Record<string, readonly { readonly number: string }[]>>;
}
export const { countries } = load(
  readFileSync(join(ROOT, 'resources', 'helplines.yaml'), 'utf8'),
) as HelplinesFile;

export const ACUTE = TIERS.filter((tier): tier is AcuteTier => rankOf(tier) >= 3);
export const LANGUAGES = ['en', 'es'];
/** Every country with lines of its own, and one without. */
export const COUNTRIES = [...Object.keys(countries), 'AR'];
export const CHANNELS = ['directline', 'webchat', 'msteams', 'sms', 'twilio', 'telegram'];

/** One crisis message as one visitor sees it. */
export interface Shown {
  readonly tier: AcuteTier;
  readonly language: string;
  readonly country: string;
  readonly channel: string;
  readonly again: boolean;
  readonly text: string;
  /** Labels of the buttons under the message, and of those in its cards. */
  readonly buttons: readonly string[];
  readonly inCards: readonly string[];
  /** What the entity calls the numbers. */
  readonly lines: readonly { readonly link: string; readonly label: string }[];
  /** Content keys in order, as the message holds them before a channel chose. */
  readonly keys: readonly string[];
}

/** Every tier × language × country × channel, in full and in the form for shortly afterwards. */
export function everyHelp(): Shown[] {
  return ACUTE.flatMap((tier) =>
    LANGUAGES.flatMap((language) =>
      COUNTRIES.flatMap((country) =>
        CHANNELS.flatMap((channel) =>
          [false, true].map((again): Shown => {
            const helplines = content.helplines(country);
            const message = crisisHelp(tier, { helplines, country, language, again, told: true });
            const shown = shownOn(channel, message, language);
            return { tier, language, country, channel, again, ...shown };
          }),
        ),
      ),
    ),
  );
}

/** A message in the form that a channel gives it. */
export function shownOn(channelId: string, message: Message, locale: string) {
  const shown = render({ type: 'message', locale, channelData: { message } }, { channelId });
  const inCards = titlesOf((shown.attachments ?? []).map(({ content: card }): unknown => card));
  const buttons = (shown.suggestedActions?.actions ?? []).map(({ title }) => title);
  const [entity] = (shown.entities ?? []) as { escalation?: Pick<Shown, 'lines'> }[];
  const { lines = [] } = entity?.escalation ?? {};
  return { text: shown.text ?? '', buttons, inCards, lines, keys: message.parts.map(({ key }: Part) => key) };
}

/** Labels of the buttons of a card, wherever they stand in it. */
function titlesOf(card: unknown): string[] {
  if (typeof card !== 'object' || card === null) return [];
  const { type, title } = card as { type?: unknown; title?: unknown };
  const own =
    typeof type === 'string' && type.startsWith('Action.') && typeof title === 'string' ? [title] : [];
  return [...own, ...Object.values(card).flatMap(titlesOf)];
}

export const isSms = ({ channel }: Shown): boolean => channel === 'sms' || channel === 'twilio';

/** Text as it is read: links show their words. */
export const read = (text: string): string => text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');

/** The SMS texts with their parts counted, to be looked at by a person. */
export function smsTable(all: readonly Shown[]): string {
  const texts = all.filter(({ channel }) => channel === 'sms');
  const rows = texts.map(({ tier, language, country, again, text }) => {
    const parts = smsParts(text);
    const head = `### ${tier} · ${language} · ${country}${again ? ' · again' : ''}`;
    const cut = parts.map((part, index) => `${index + 1}. (${part.length}) ${part.replace(/\n/g, ' ⏎ ')}`);
    return [head, '', `${parts.length} part(s), ${text.length} signs`, '', ...cut, ''].join('\n');
  });
  return ['# Crisis messages as SMS', '', ...rows].join('\n');
}
