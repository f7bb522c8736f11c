import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { AzureChannel } from '../../../src/channels/azure/azureChannel';
import { Authority, makeKey } from '../../support/authority';
import { APP, claims, SERVICE, TENANT } from '../forgeries';

setFlagsFromString('--expose_gc');
const gc = runInNewContext('gc') as () => void;

/** Bytes on the heap once everything that is not held is gone. */
function heap(): number {
  gc();
  gc();
  return process.memoryUsage().heapUsed;
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Tokens that are right in everything but the signature, each with a tenant, an id and a key of its own. */
function token(index: number): string {
  const kid = index % 2 === 0 ? 'good' : `unknown-${index}`;
  const said = claims({
    jti: index,
    filler: 'x'.repeat(index % 2_000),
    ...(index % 3 === 0 && { tid: `${TENANT}-${index}` }),
  });
  return `${encoded({ alg: 'RS256', kid })}.${encoded(said)}.${Buffer.alloc(256, index).toString('base64url')}`;
}

/** Prints how much the heap grew over so many bad tokens, after as many to warm up, and how many were let in. */
async function measure(count: number): Promise<void> {
  const authority = await Authority.start();
  authority.keys = [makeKey('good')];
  let ran = 0;
  const channel = new AzureChannel({
    app: { type: 'MultiTenant', id: APP, password: 'x' },
    serviceUrlHosts: [new URL(SERVICE).hostname],
    middleware: [],
    logic: () => Promise.resolve(void (ran += 1)),
    answered: () => false,
    metadataUrl: authority.metadataUrl,
  });
  const body = { type: 'message', channelId: 'msteams', serviceUrl: SERVICE, conversation: { id: 'c' } };
  let refused = 0;
  const send = async (from: number): Promise<void> => {
    for (let index = from; index < from + count; index++) {
      const headersDistinct = { authorization: [`Bearer ${token(index)}`] };
      await channel
        .handle({ body, headersDistinct }, { send: () => undefined })
        .catch((error: { status?: number }) => {
          if (error.status === 401) refused += 1;
        });
    }
  };
  await send(0);
  const before = heap();
  await send(count);
  const grown = heap() - before;
  await authority.stop();
  process.stdout.write(JSON.stringify({ ran, refused, grown }));
}

void measure(Number(process.argv[2]));
