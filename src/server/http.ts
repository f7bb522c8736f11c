import type { Request, Response, Server } from 'restify';

/** The parsed body of a request; undefined when there is none. Restify types it as `any`, which stops here. */
export function bodyOf(req: Request): unknown {
  const body = req.body as unknown;
  return body === '' ? undefined : body;
}

/** A header's value, if it was sent. */
export function headerOf(req: Request, name: string): string | undefined {
  const value = req.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** A parameter of the route's path. */
export function pathParam(req: Request, name: string): string {
  return (req.params as Readonly<Record<string, string | undefined>>)[name] ?? '';
}

/** A parameter of the query. */
export function queryParam(req: Request, name: string): string | undefined {
  return new URLSearchParams(req.getQuery()).get(name) ?? undefined;
}

/** Adds to what the answer depends on (`Vary`), so that no cache gives it to somebody else. */
export function varies(res: Response, name: string): void {
  const before = res.getHeader('Vary');
  res.setHeader('Vary', before === undefined ? name : `${String(before)}, ${name}`);
}

/** Serves GET, and HEAD as well: monitors and proxies ask that way. */
export function serveGet(
  server: Server,
  path: string,
  answer: (req: Request, res: Response) => void | Promise<void>,
): void {
  const handler = async (req: Request, res: Response): Promise<void> => answer(req, res);
  server.get(path, handler);
  server.head(path, handler);
}
