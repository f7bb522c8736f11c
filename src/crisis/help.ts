import type { Choice, Message, Part } from '../content/message';
import type { Helpline } from '../content/types';
import type { Tier } from './types';

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
 * with the digits visible, the text line, the emergency number, someone trusted, and choices. Never a dead end.
 */
export function crisisHelp(tier: Exclude<Tier, 'none' | 'history'>, options: HelpOptions): Message {
  const lines = pick(options);
  const parts = options.again
    ? shortParts(lines)
    : [...opening(tier), ...actions(tier, lines), ...closing(tier, lines)];
  return {
    parts,
    asks: 'crisis',
    choices: choicesOf(tier, lines),
    escalation: { tier, country: options.country },
  };
}

/** The soft answer to what lies in the past: one sentence of thanks and a line, and on with the conversation. */
export function pastNote(options: HelpOptions): Message {
  const { talk, directory } = pick(options);
  return {
    parts: [{ key: 'crisis.history.acknowledge' }, ...said('crisis.history.line', talk ?? directory)],
  };
}

interface Lines {
  readonly emergency: Helpline | undefined;
  readonly talk: Helpline | undefined;
  readonly text: Helpline | undefined;
  readonly abuse: Helpline | undefined;
  readonly abuseText: Helpline | undefined;
  readonly child: Helpline | undefined;
  readonly poison: Helpline | undefined;
  readonly directory: Helpline | undefined;
}

/** Lines by use; one in the visitor's language before the others. Where a use is missing, the general line stands in. */
function pick({ helplines, language }: HelpOptions): Lines {
  const find = (use: Helpline['use'], scheme: string): Helpline | undefined => {
    const fitting = helplines.filter((line) => line.use === use && line.link.startsWith(scheme));
    return (
      fitting.find(({ languages }) => languages?.includes(language)) ??
      fitting.find(({ languages }) => !languages)
    );
  };
  return {
    emergency: find('emergency', 'tel:'),
    talk: find('suicide', 'tel:'),
    text: find('text', 'sms:'),
    abuse: find('abuse', 'tel:'),
    abuseText: find('abuse', 'sms:'),
    child: find('child_abuse', 'tel:'),
    poison: find('poison', 'tel:'),
    directory: find('directory', 'https:'),
  };
}

function opening(tier: Tier): Part[] {
  return [{ key: `crisis.${tier}.acknowledge` }, { key: 'crisis.automated' }];
}

function actions(tier: Tier, lines: Lines): Part[] {
  const { talk, text, abuse, abuseText, child, poison, emergency } = lines;
  const general = talk
    ? [...said('crisis.call', talk), ...pressed(talk)]
    : said('crisis.no_line', lines.directory);
  const texting = textPart('crisis.text', text);
  if (tier === 'medical')
    return [said('crisis.medical.emergency', emergency), said('crisis.medical.poison', poison)].flat();
  if (tier === 'third_party') {
    return [{ key: 'crisis.third_party.stay' }, said('crisis.third_party.line', talk), texting].flat();
  }
  if (tier === 'harm_others') return [{ key: 'crisis.harm_others.distance' }, general, texting].flat();
  if (tier !== 'abuse') return [general, texting].flat();
  const line = abuse ?? talk;
  return [
    line ? said('crisis.abuse.safe_to', line) : general,
    textPart('crisis.abuse.text', abuseText ?? (abuse ? undefined : text)),
    said('crisis.abuse.child', child),
  ].flat();
}

function closing(tier: Tier, { emergency, directory, talk }: Lines): Part[] {
  const abroad = talk ? said('crisis.findahelpline', directory) : [];
  const danger = tier === 'medical' ? [] : said('crisis.emergency', emergency);
  if (tier === 'abuse')
    return [danger, { key: 'crisis.abuse.exit' }, { key: 'crisis.abuse.quiet' }, abroad].flat();
  return [danger, { key: 'crisis.trusted' }, abroad].flat();
}

function shortParts({ talk, emergency, directory }: Lines): Part[] {
  const line = talk ?? directory;
  if (!line || !emergency) return line ? said('crisis.call', line) : said('crisis.emergency', emergency);
  return [{ key: 'crisis.again', params: { number: link(line), emergency: link(emergency) } }];
}

function choicesOf(tier: Tier, { talk, text, emergency, abuse }: Lines): Choice[] {
  const call = tier === 'medical' ? emergency : tier === 'abuse' ? (abuse ?? talk) : talk;
  const choice = (id: string, line?: Helpline): Choice => ({
    id,
    label: { key: `crisis.choice.${id}`, ...(line && { params: { number: line.number } }) },
    ...(line && { link: line.link }),
  });
  return [
    ...(call ? [choice('call', call)] : []),
    ...(text && tier !== 'medical' && tier !== 'abuse' ? [choice('text', text)] : []),
    choice('practice'),
    choice('continue'),
    choice('safe'),
  ];
}

function said(key: string, line: Helpline | undefined): Part[] {
  return line ? [{ key, params: { number: link(line) } }] : [];
}

/** A key to press when the line answers, for another language. */
function pressed({ keyword }: Helpline): Part[] {
  return keyword === undefined ? [] : [{ key: 'crisis.press', params: { keyword } }];
}

function textPart(key: string, line: Helpline | undefined): Part[] {
  if (!line) return [];
  const number = link(line);
  return line.keyword === undefined
    ? [{ key, params: { number } }]
    : [{ key: `${key}_keyword`, params: { number, keyword: line.keyword } }];
}

function link({ link: target, number }: Helpline) {
  return { link: target, shown: number };
}
