import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { WebSocket } from 'ws';
import { TriageError } from '../errors';

/** A chat in the terminal with a running bot, over Direct Line like any other client. Ends with the input. */
export async function chat(
  url: string,
  locale: string,
  io: NodeJS.ReadWriteStream[] | undefined = undefined,
): Promise<void> {
  const [input, output] = io ?? [process.stdin, process.stdout];
  if (!input || !output) return;
  const { token } = await call<{ token: string }>(url, 'widget/token', {});
  const started = await call<Started>(url, 'v3/directline/conversations', { locale }, token);
  const stream = new WebSocket(started.streamUrl);
  await once(stream, 'open');
  stream.on('message', (data: Buffer) => show(data.toString(), output));
  const closed = new Promise<void>((resolve) => stream.once('close', () => resolve()));
  const lines = createInterface({ input });
  for await (const text of lines) {
    const path = `v3/directline/conversations/${started.conversationId}/activities`;
    if (text.trim() !== '')
      await call(url, path, { type: 'message', text, locale, from: { id: 'terminal' } }, token);
  }
  stream.close();
  await closed;
}

interface Started {
  readonly conversationId: string;
  readonly streamUrl: string;
}

interface Shown {
  readonly type?: string;
  readonly text?: string;
  readonly from?: { readonly role?: string };
  readonly suggestedActions?: { readonly actions?: readonly { readonly title?: string }[] };
}

async function call<T>(url: string, path: string, body: object, token?: string): Promise<T> {
  const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
  const response = await fetch(new URL(path, url), {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new TriageError('CHAT_UNREACHABLE', `Nothing answers at ${url}. Start the bot with npm start.`, {
      cause,
    });
  });
  if (response.ok) return (await response.json()) as T;
  throw new TriageError(
    'CHAT_REFUSED',
    `The bot answered ${response.status} to ${path.split('/')[0] ?? path}.`,
  );
}

/** Prints what the bot said; choices as a numbered list, since a number picks one. */
function show(data: string, output: NodeJS.WritableStream): void {
  if (data === '') return;
  const { activities } = JSON.parse(data) as { activities: readonly Shown[] };
  for (const { type, text, from, suggestedActions } of activities) {
    if (type !== 'message' || from?.role === 'user') continue;
    const choices = (suggestedActions?.actions ?? []).map(
      ({ title }, index) => `  ${index + 1}. ${title ?? ''}`,
    );
    const plain = (text ?? '').replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1');
    output.write(`\n${[plain, ...choices].join('\n')}\n`);
  }
}
