import { createInterface } from 'node:readline';

const [END_OF_TEXT, BACKSPACE, DELETE] = ['\u0003', '\b', '\u007f'];

/** Asks for something that must not be seen: typed in a terminal it is not shown, else it is the next line of the input. */
export async function readSecret(prompt: string): Promise<string> {
  const input = process.stdin;
  if (!input.isTTY) return nextLine();
  process.stderr.write(`${prompt} `);
  input.setRawMode(true);
  input.setEncoding('utf8');
  let typed = '';
  try {
    for await (const piece of input.iterator({ destroyOnReturn: false }) as AsyncIterable<string>) {
      for (const sign of piece) {
        if (sign === '\r' || sign === '\n') return typed;
        if (sign === END_OF_TEXT) process.exit(130);
        typed = sign === BACKSPACE || sign === DELETE ? typed.slice(0, -1) : typed + sign;
      }
    }
    return typed;
  } finally {
    input.setRawMode(false);
    input.pause();
    process.stderr.write('\n');
  }
}

let lines: AsyncIterator<string, undefined> | undefined;

async function nextLine(): Promise<string> {
  lines ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const next = await lines.next();
  return next.done ? '' : next.value;
}
