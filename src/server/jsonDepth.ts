const OPEN = new Set(['{', '[']);
const CLOSE = new Set(['}', ']']);

/** How deep a JSON text is nested, in one pass and without parsing it; what stands in strings does not count. */
export function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (quoted) {
      if (sign === '\\') at++;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (OPEN.has(sign)) deepest = Math.max(deepest, ++depth);
    else if (CLOSE.has(sign)) depth--;
  }
  return deepest;
}
