/** One part of a mail as its reader sees it. */
export interface MailPart {
  readonly type: string;
  readonly text: string;
}

/** A mail taken apart: its headers by small name, and its parts with their encoding undone. */
export function mailParts(source: string): { headers: Readonly<Record<string, string>>; parts: MailPart[] } {
  const { headers, body } = cut(source);
  const [, boundary] = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '') ?? [];
  const pieces = boundary === undefined ? [source] : body.split(`--${boundary}`).slice(1, -1);
  return { headers, parts: pieces.map((piece) => part(piece.replace(/^\r\n/, ''))) };
}

/** The lines of a calendar file's event, unfolded: `DTSTART` → `20261201T090000`. */
export function calendarLines(text: string): Readonly<Record<string, string>> {
  const lines = text
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter(Boolean);
  return Object.fromEntries(
    lines.map((line) => {
      const [, name = '', value = ''] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? [];
      return [name, value];
    }),
  );
}

function part(piece: string): MailPart {
  const { headers, body } = cut(piece);
  const encoding = headers['content-transfer-encoding'] ?? '7bit';
  const raw = body.replace(/\r\n$/, '');
  const bytes =
    encoding === 'base64'
      ? Buffer.from(raw, 'base64')
      : Buffer.from(encoding === 'quoted-printable' ? unquoted(raw) : raw, 'latin1');
  return { type: headers['content-type'] ?? 'text/plain', text: bytes.toString('utf8') };
}

function unquoted(text: string): string {
  return text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

function cut(text: string): { headers: Readonly<Record<string, string>>; body: string } {
  const end = text.indexOf('\r\n\r\n');
  const lines = text
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), encodedWords(line.slice(colon + 1).trim())];
  });
  return { headers: Object.fromEntries(headers) as Record<string, string>, body: text.slice(end + 4) };
}

/** Words outside of ASCII in a header: `=?UTF-8?Q?…?=`. */
function encodedWords(value: string): string {
  return value.replace(/=\?UTF-8\?([QB])\?([^?]*)\?=\s*/gi, (_, kind: string, word: string) =>
    kind.toUpperCase() === 'B'
      ? Buffer.from(word, 'base64').toString('utf8')
      : Buffer.from(unquoted(word.replace(/_/g, ' ')), 'latin1').toString('utf8'),
  );
}
