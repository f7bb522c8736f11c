/** A run of text, or a link that is safe to follow. */
export type Token =
  { readonly text: string } | { readonly text: string; readonly href: string; readonly kind: Scheme };
type Scheme = 'tel' | 'sms' | 'mailto' | 'https' | 'http';

// `[label](target)` without nesting, or a bare https address. Both are linear: no part can match two ways.
const LINK = /\[([^[\]\n]{1,200})\]\(([^()\s]{1,500})\)|https:\/\/[^\s<>()[\]"]{1,500}/g;
// Plain http leads to this machine alone, where a practice tries the bot out: after the host comes a port, a path or the end.
const SCHEME =
  /^(tel|sms|mailto|https|http(?=:\/\/(?:localhost|127\.0\.0\.1|\[::1])(?::\d+)?(?:\/|$))):(?=[^\s])/i;

/**
 * Cuts a line into text and links. Only tel, sms, mailto and https are links, and http to this machine; everything else,
 * HTML included, stays the text it is. Joined again, the tokens show every character that was not link syntax.
 */
export function richText(line: string): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  const links = new RegExp(LINK);
  for (let match = links.exec(line); match; match = links.exec(line)) {
    const bare = match[2] === undefined;
    // A full stop after an address ends the sentence, not the address.
    const target = bare ? match[0].replace(/[.,;:!?'’”»]+$/, '') : (match[2] ?? '');
    const kind = schemeOf(target);
    if (!kind) continue;
    if (match.index > from) tokens.push({ text: line.slice(from, match.index) });
    tokens.push({ text: bare ? target : (match[1] ?? ''), href: target, kind });
    from = match.index + (bare ? target.length : match[0].length);
  }
  if (from < line.length) tokens.push({ text: line.slice(from) });
  return tokens;
}

/** The text without link syntax, as it is shown. */
export function plainText(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      richText(line)
        .map((token) => token.text)
        .join(''),
    )
    .join('\n');
}

/** The scheme of a target that may be followed, or undefined. */
export function schemeOf(target: string): Scheme | undefined {
  return SCHEME.exec(target)?.[1]?.toLowerCase() as Scheme | undefined;
}
