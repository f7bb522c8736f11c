/** Where a conversation of the visitor is, and what opens it. */
export interface Place {
  readonly host: string;
  readonly conversationId: string;
  readonly token: string;
}

/** What the server has to do: answer with this status, or end the connection without a word. */
export type Expected = number | 'closed';

/** A request as it goes over the wire, in one piece or in pieces with a pause between. */
export interface HostileRequest {
  readonly name: string;
  readonly bytes: readonly (string | Buffer)[];
  /** Statuses in the order of the answers; several where one write holds several requests. */
  readonly expected: readonly Expected[];
}

const LINE = '\r\n';
export const KB = 1_024;
/** A message that is as it should be. */
export const MESSAGE = '{"type":"message","text":"hello"}';

/** What requests are put together with. */
export type Writer = ReturnType<typeof writer>;

/** Puts together requests to a conversation, with everything right but what is said. */
export function writer({ host, conversationId, token }: Place) {
  const path = `/v3/directline/conversations/${conversationId}/activities`;
  const head = (line: string, headers: readonly string[], names = [`Host: ${host}`]): string =>
    [line, ...names, ...headers, '', ''].join(LINE);
  const row = (
    name: string,
    expected: Expected | readonly Expected[],
    ...bytes: (string | Buffer)[]
  ): HostileRequest => ({
    name,
    bytes,
    expected: [expected].flat(),
  });
  const get = (target: string, ...headers: string[]) => head(`GET ${target} HTTP/1.1`, headers);
  /** A visitor's post with everything right but what is named. */
  const post = (body: string | Buffer, ...headers: string[]): Buffer => {
    const kind = headers.some((one) => /^content-type:/i.test(one)) ? [] : ['Content-Type: application/json'];
    const bytes = Buffer.from(body);
    const length = headers.some((one) => /^(content-length|transfer-encoding):/i.test(one))
      ? []
      : [`Content-Length: ${bytes.length}`];
    const lines = [`Authorization: Bearer ${token}`, ...kind, ...length, ...headers];
    return Buffer.concat([Buffer.from(head(`POST ${path} HTTP/1.1`, lines)), bytes]);
  };
  const json = (part: object) => post(JSON.stringify({ type: 'message', ...part }));
  const auth = (value: string) => head(`GET ${path} HTTP/1.1`, [`Authorization: ${value}`]);
  const chunked = (body: string) => post(body, 'Transfer-Encoding: chunked');
  const upgrade = (target: string, ...headers: string[]) =>
    get(
      target,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    );
  return { path, head, row, get, post, json, auth, chunked, upgrade };
}
