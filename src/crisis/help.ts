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
  /** An alert goes to the practice, and there is somebody whom it reaches: only then the visitor is told so. */
  readonly told?: boolean;
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
    : [...opening(tier), ...actions(tier, lines), ...closing(tier, lines), ...told(options)];
  return {
    parts,
    asks: 'crisis',
    choices: choicesOf(tier, lines),
    escalation: { tier, country: options.country },
  };
}

/** Said last, and only where it is true. */
function told(options: HelpOptions): Part[] {
  return options.told ? [{ key: 'crisis.told', where: 'room' }] : [];
}

/** The emergency number alone: beside what is no crisis and might become one. */
export function emergencyNote({ helplines, language }: Pick<HelpOptions, 'helplines' | 'language'>): Part[] {
  return said('crisis.emergency', helpLines(helplines, language).emergency);
}

/** The soft answer to what lies in the past: one sentence of thanks and a line, and on with the conversation. */
export function pastNote({ helplines, language }: Pick<HelpOptions, 'helplines' | 'language'>): Message {
  const { talk, directory } = helpLines(helplines, language);
  const line = talk ? said('crisis.history.line', talk) : said('crisis.history.directory', directory);
  return { parts: [{ key: 'crisis.history.acknowledge' }, ...line] };
}

/** What follows on one of the choices: the number once more, how to reach the practice, or on with the conversation. */
export function crisisReply(
  choice: string | undefined,
  tier: Tier,
  options: Pick<HelpOptions, 'helplines' | 'language'>,
): Message {
  const lines = helpLines(options.helplines, options.language);
  const call = lineToCall(tier, lines) ?? lines.emergency;
  const replies: Readonly<Record<string, readonly Part[]>> = {
    call: lineToCall(tier, lines) ? calling(tier, lines) : said('crisis.emergency', lines.emergency),
    text: texting(tier, lines),
    practice: [{ key: 'crisis.reply.practice' }, ...said('crisis.reply.now', call)],
    safe: [{ key: 'crisis.reply.safe' }],
  };
  return { parts: replies[choice ?? ''] ?? [{ key: 'crisis.reply.continue' }] };
}

function opening(tier: AcuteTier): Part[] {
  return [{ key: `crisis.${tier}.acknowledge` }, { key: 'crisis.automated' }];
}

/** From the main action to the emergency number, which comes first where there is no line to call. */
function actions(tier: AcuteTier, lines: HelpLines): Part[] {
  const danger = said('crisis.emergency', lines.emergency);
  const call = calling(tier, lines);
  const text = texting(tier, lines);
  if (tier === 'medical') return [...call, ...accident(lines)];
  if (tier === 'harm_others') return [{ key: 'crisis.harm_others.distance' }, ...danger, ...call, ...text];
  const stay = tier === 'third_party' ? [{ key: 'crisis.third_party.stay' }] : [];
  const others = [...text, ...(tier === 'abuse' ? said('crisis.abuse.child', lines.child) : [])];
  return lineToCall(tier, lines)
    ? [...stay, ...call, ...others, ...danger]
    : [...stay, ...danger, ...call, ...others];
}

/** The line that a tier is about; undefined where the country has none. */
function lineToCall(tier: Tier, { emergency, talk, abuse }: HelpLines): Helpline | undefined {
  if (tier === 'medical') return emergency;
  return tier === 'abuse' ? (abuse ?? talk) : talk;
}

function lineToText(tier: Tier, { text, abuse, abuseText }: HelpLines): Helpline | undefined {
  if (tier === 'medical') return undefined;
  // Beside a line that knows about abuse, the general text line would only distract.
  return tier === 'abuse' ? (abuseText ?? (abuse ? undefined : text)) : text;
}

/** The main action of a tier. */
function calling(tier: Tier, lines: HelpLines): Part[] {
  const line = lineToCall(tier, lines);
  if (!line) return said('crisis.no_line', lines.directory);
  if (tier === 'medical') return said('crisis.medical.emergency', line);
  if (line === lines.abuse) return said('crisis.abuse.safe_to', line);
  if (tier === 'abuse') return [...said('crisis.abuse.general', line), ...pressed(line)];
  if (tier === 'third_party') return [...said('crisis.third_party.line', line), ...pressed(line)];
  return [...said('crisis.call', line), ...pressed(line)];
}

function texting(tier: Tier, lines: HelpLines): Part[] {
  const line = lineToText(tier, lines);
  return tier === 'abuse'
    ? textPart(line, 'crisis.abuse.text', 'crisis.abuse.text_keyword')
    : textPart(line, 'crisis.text', 'crisis.text_keyword');
}

/** After something swallowed by accident; a country without a poison line has its general line. */
function accident({ poison, talk }: HelpLines): Part[] {
  return poison ? said('crisis.medical.poison', poison) : said('crisis.medical.talk', talk);
}

function closing(tier: AcuteTier, lines: HelpLines): Part[] {
  // Where there is no line to call, the directory has been named already.
  const abroad = lineToCall(tier, lines) ? said('crisis.findahelpline', lines.directory) : [];
  if (tier !== 'abuse') return [{ key: 'crisis.trusted' }, ...abroad];
  return [
    { key: 'crisis.abuse.exit', where: 'quick_exit' },
    { key: 'crisis.abuse.no_exit', where: 'no_quick_exit' },
    { key: 'crisis.abuse.quiet', where: 'room' },
    ...abroad,
  ];
}

function againParts(tier: AcuteTier, lines: HelpLines): Part[] {
  const { emergency, directory } = lines;
  const line = lineToCall(tier, lines);
  if (!emergency || !line)
    return [...said('crisis.emergency', emergency), ...said('crisis.no_line', directory)];
  if (tier === 'medical') return [{ key: 'crisis.medical.again', params: { emergency: linkTo(emergency) } }];
  const key = tier === 'abuse' ? 'crisis.abuse.again' : 'crisis.again';
  return [{ key, params: { number: linkTo(line), emergency: linkTo(emergency) } }];
}

function choicesOf(tier: AcuteTier, lines: HelpLines): Choice[] {
  const call = lineToCall(tier, lines) ?? lines.emergency;
  const text = lineToText(tier, lines);
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

function said(key: string, line: Helpline | undefined): Part[] {
  return line ? [{ key, params: { number: linkTo(line) } }] : [];
}

/** A key to press when the line answers, for another language. */
function pressed({ keyword }: Helpline): Part[] {
  return keyword === undefined ? [] : [{ key: 'crisis.press', params: { keyword } }];
}

function textPart(line: Helpline | undefined, plain: string, withKeyword: string): Part[] {
  if (line?.keyword === undefined) return said(plain, line);
  return [{ key: withKeyword, params: { number: linkTo(line), keyword: line.keyword } }];
}

/** A number, with the name of its line; one for abuse is not named so, because somebody may look over the shoulder. */
function linkTo({ link, number: shown, use }: Helpline) {
  if (use === 'directory') return { link, shown };
  const line = use === 'abuse' && link.startsWith('sms:') ? 'abuse_text' : use;
  return { link, shown, label: { key: `crisis.line.${line}` } };
}
