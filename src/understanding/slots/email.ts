import type { Hit, Message } from '../message';

/** Signs that are looked at: a text full of them is no address. */
const MOST_SIGNS = 5;
const LOCAL = /^[\p{L}\d._%+-]$/u;
const DOMAIN = /^[\p{L}\d.-]$/u;

/** An e-mail address, typed ("a@b.com") or spelled out ("a at b dot com"), in lower case. */
export function findEmail(message: Message): Hit<string> | undefined {
  return typed(message) ?? spelled(message);
}

function typed({ text, tokens }: Message): Hit<string> | undefined {
  let tries = 0;
  for (let at = text.indexOf('@'); at >= 0 && tries++ < MOST_SIGNS; at = text.indexOf('@', at + 1)) {
    let start = at;
    let end = at + 1;
    while (start > 0 && LOCAL.test(text[start - 1]!)) start--;
    while (end < text.length && DOMAIN.test(text[end]!)) end++;
    while (end > at && /[.-]/.test(text[end - 1]!)) end--;
    const address = text.slice(start, end).toLowerCase();
    if (start === at || !isDomain(text.slice(at + 1, end))) continue;
    return { value: address, spans: [spanOf(tokens, start, end)] };
  }
  return undefined;
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  return labels.length > 1 && labels.every((label) => label.length > 0) && labels.at(-1)!.length > 1;
}

function spanOf(tokens: Message['tokens'], start: number, end: number) {
  const inside = tokens.flatMap((token, i) => (token.end > start && token.start < end ? [i] : []));
  return { start: inside[0] ?? 0, end: (inside.at(-1) ?? -1) + 1 };
}

/** Signs in words. Walks from the word for @ to both sides as long as names and signs take turns. */
function spelled({ tokens, words, language }: Message): Hit<string> | undefined {
  const signs = new Map<number, string>();
  for (const { key, start, end } of language.contact.longest(words)) {
    const sign = { emailAt: '@', emailDot: '.', emailUnderscore: '_', emailDash: '-' }[key as string];
    if (sign !== undefined) for (let i = start; i < end; i++) signs.set(i, i === start ? sign : '');
  }
  // A full stop with a space behind it ends a sentence: "i binge at night. is that".
  for (const [i, word] of words.entries())
    if (/^[._+-]$/.test(word)) {
      if (tokens[i + 1]?.start === tokens[i]!.end) signs.set(i, word);
      else signs.delete(i);
    }
  let tries = 0;
  for (const [at, sign] of signs) {
    if (sign !== '@' || tries++ >= MOST_SIGNS) continue;
    let start = at;
    let end = at + 1;
    while (start > 0 && takesTurns(start - 1, start)) start--;
    while (end < words.length && takesTurns(end, end - 1)) end++;
    const address = tokens
      .slice(start, end)
      .map((token, k) => signs.get(start + k) ?? token.raw.toLowerCase());
    const [local, domain] = address.join('').split('@');
    if (local && domain && isDomain(domain)) return { value: `${local}@${domain}`, spans: [{ start, end }] };
  }
  return undefined;

  function takesTurns(next: number, previous: number): boolean {
    const nextSign = signs.has(next);
    if (nextSign || signs.has(previous)) return nextSign || /^[\p{L}\d]+$/u.test(words[next]!);
    const touching =
      Math.abs(tokens[next]!.start - tokens[previous]!.end) === 0 ||
      tokens[next]!.end === tokens[previous]!.start;
    return touching && /^[\p{L}\d]+$/u.test(words[next]!);
  }
}
