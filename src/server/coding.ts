import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request } from 'restify';

/** How a body is packed for the line. */
export type Coding = 'br' | 'gzip';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** The smallest coding that a client can read; browsers take `br` over https and from their own machine. */
export function codingOf(req: Request): Coding | undefined {
  return (['br', 'gzip'] as const).find((coding) => req.acceptsEncoding(coding));
}

/** Packs a body, off the main thread. `once`: as small as it gets, for what is packed once and sent often. */
export function pack(body: Buffer, coding: Coding, { once }: { readonly once: boolean }): Promise<Buffer> {
  if (coding === 'gzip') return zip(body, { level: once ? 9 : 6 });
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  return brotli(body, {
    params: { [BROTLI_PARAM_QUALITY]: once ? 11 : 5, [BROTLI_PARAM_SIZE_HINT]: body.length },
  });
}
