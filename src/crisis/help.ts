import type { Choice, Message, Part } from '../content/message';
import type { Helpline } from '../content/types';
import { helpLines } from './helpLines';
import type { HelpLines } from './helpLines';
import type { Tier } from './types';

/** Tiers that are answered at once with help. */
export type AcuteTier = Exclude<Tier, 'none' | 'history'>;

/** What the help depends on besides the tier. */
export interface HelpOptions {
  /** Help lines of the country, the international directory among them. */
  readonly helplines: readonly Helpline[];
  readonly country: string;
  readonly language: string;
  /** The same help was shown a moment ago: the short form, so that nobody reads the same words again and again. */
  readonly again?: boolean;
}

/**
 * The message that answers someone in crisis: one sentence that acknowledges, that nobody is reading live, one main action
 * with the digits visible, the text line, the emergency number, someone trusted, the directory for other countries, and
 * choices. Never a dead end. Where a country has no line for a tier, its general line and its emergency number stand in;
 * a number of another country never does.
 *
 * The message is the same for every channel. Parts with `where` are said only on channels that are so, and channels that
 * count signs take the short words `<key>_sms` (src/channels/renderer.ts).
 */
export function crisisHelp(tier: AcuteTier, options: HelpOptions): Message {
  const lines = helpLines(options.helplines, options.language);
  const parts = options.again
    ? againParts(tier, lines)
    : [...opening(tier), ...actions(tier, lines), ...closing(tier, lines)];
  return {
    parts,
    asks: 'crisis',
    choices: choicesOf(tier, lines),
    escalation: { tier, country: options.country },
  };
}

/** The soft answer to what lies in the past: one sentence of thanks and a line, and on with the conversation. */
export function pastNote({ helplines, language }: HelpOptions): Message {
  const { talk, directory } = helpLines(helplines, language);
  const line = talk ? said('crisis.history.line', talk) : said('crisis.history.directory', directory);
  return { parts: [{ key: 'crisis.history.acknowledge' }, ...line] };
}

/** What follows on one of the choices: the number once more, how to reach the practice, or on with the conversation. */
export function crisisReply(choice: string | undefined, tier: AcuteTier, options: HelpOptions): Message {
  const lines = helpLines(options.helplines, options.language);
  if (choice === 'call') return { parts: calling(tier, lines) };
  if (choice === 'text') return { parts: texting(tier, lines) };
  if (choice === 'safe') return { parts: [{ key: 'crisis.reply.safe' }] };
  if (choice !== 'practice') return { parts: [{ key: 'crisis.reply.continue' }] };
  return { parts: [{ key: 'crisis.reply.practice' }, ...said('crisis.reply.now', firstLine(tier, lines))] };
}

function opening(tier: AcuteTier): Part[] {
  return [{ key: `crisis.${tier}.acknowledge` }, { key: 'crisis.automated' }];
}

/** From the main action to the emergency number. */
function actions(tier: AcuteTier, lines: HelpLines): Part[] {
  const danger = said('crisis.emergency', lines.emergency);
  const call = calling(tier, lines);
  const text = texting(tier, lines);
  if (tier === 'medical') return [...call, ...accident(lines)];
  if (tier === 'harm_others') return [{ key: 'crisis.harm_others.distance' }, ...danger, ...call, ...text];
  if (tier === 'abuse') return [...call, ...text, ...said('crisis.abuse.child', lines.child), ...danger];
  const stay = tier === 'third_party' ? [{ key: 'crisis.third_party.stay' }] : [];
  // Without a line to call, the emergency number is the first thing to act on.
  return lines.talk ? [...stay, ...call, ...text, ...danger] : [...stay, ...danger, ...call, ...text];
}

/** The main action of a tier. */
function calling(tier: AcuteTier, lines: HelpLines): Part[] {
  const { talk, abuse, directory, emergency } = lines;
  if (tier === 'medical') return said('crisis.medical.emergency', emergency);
  if (tier === 'abuse' && abuse) return said('crisis.abuse.safe_to', abuse);
  if (!talk) return said('crisis.no_line', directory);
  if (tier === 'abuse') return [...said('crisis.abuse.general', talk), ...pressed(talk)];
  if (tier === 'third_party') return [...said('crisis.third_party.line', talk), ...pressed(talk)];
  return [...said('crisis.call', talk), ...pressed(talk)];
}

function texting(tier: AcuteTier, { text, abuse, abuseText }: HelpLines): Part[] {
  if (tier === 'medical') return [];
  if (tier !== 'abuse') return textPart('crisis.text', text);
  return textPart('crisis.abuse.text', abuse ? abuseText : (abuseText ?? text));
}

/** After something swallowed by accident; a country without a poison line has its general line. */
function accident({ poison, talk }: HelpLines): Part[] {
  return poison ? said('crisis.medical.poison', poison) : said('crisis.medical.talk', talk);
}

function closing(tier: AcuteTier, { directory, talk, abuse }: HelpLines): Part[] {
  const named = talk ?? (tier === 'abuse' ? abuse : undefined) ?? (tier === 'medical' || undefined);
  const abroad = named ? said('crisis.findahelpline', directory) : [];
  if (tier !== 'abuse') return [{ key: 'crisis.trusted' }, ...abroad];
  return [
    { key: 'crisis.abuse.exit', where: 'quick_exit' },
    { key: 'crisis.abuse.no_exit', where: 'no_quick_exit' },
    { key: 'crisis.abuse.quiet', where: 'room' },
    ...abroad,
  ];
}

function againParts(tier: AcuteTier, lines: HelpLines): Part[] {
  const { emergency, talk } = lines;
  const line = tier === 'abuse' ? (lines.abuse ?? talk) : talk;
  if (!emergency) return calling(tier, lines);
  if (tier === 'medical')
    return [{ key: 'crisis.medical.again', params: { emergency: linkTo(emergency) } }];
  if (!line) return [...said('crisis.emergency', emergency), ...said('crisis.no_line', lines.directory)];
  const key = tier === 'abuse' ? 'crisis.abuse.again' : 'crisis.again';
  return [{ key, params: { number: linkTo(line), emergency: linkTo(emergency) } }];
}

function choicesOf(tier: AcuteTier, lines: HelpLines): Choice[] {
  const call = firstLine(tier, lines);
  const text = texting(tier, lines).length > 0 ? textLine(tier, lines) : undefined;
  const choice = (id: string, line?: Helpline): Choice => ({
    id,
    label: { key: `crisis.choice.${id}`, ...(line && { params: { number: line.number } }) },
    ...(line && { link: line.link }),
  });
  return [
    ...(call ? [choice('call', call)] : []),
    ...(text ? [choice('text', text)] : []),
    choice('practice'),
    choice('continue'),
    choice('safe'),
  ];
}

/** Whom to call first in a tier. */
function firstLine(tier: AcuteTier, { emergency, talk, abuse }: HelpLines): Helpline | undefined {
  if (tier === 'medical') return emergency;
  return (tier === 'abuse' ? abuse : undefined) ?? talk ?? emergency;
}

function said(key: string, line: Helpline | undefined): Part[] {
  return line ? [{ key, params: { number: linkTo(line) } }] : [];
}

/** A key to press when the line answers, for another language. */
function pressed({ keyword }: Helpline): Part[] {
  return keyword === undefined ? [] : [{ key: 'crisis.press', params: { keyword } }];
}

function textPart(key: string, line: Helpline | undefined): Part[] {
  if (!line) return [];
  const number = linkTo(line);
  return line.keyword === undefined
    ? [{ key, params: { number } }]
    : [{ key: `${key}_keyword`, params: { number, keyword: line.keyword } }];
}

function linkTo({ link, number }: Helpline) {
  return { link, shown: number };
}
