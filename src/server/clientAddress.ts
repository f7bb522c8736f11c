import type { IncomingMessage } from 'node:http';

/**
 * The address a request came from, for flood limits. IPv6 addresses count by their /64, which is one household.
 * @param hops how many proxies of ours are in front: that many entries of X-Forwarded-For, from the right, can be
 *             believed; 0 believes none
 */
export function clientAddress(req: IncomingMessage, hops: number): string {
  const header = req.headers['x-forwarded-for'];
  const forwarded = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').filter(Boolean);
  const believed = hops > 0 ? forwarded[Math.max(0, forwarded.length - hops)] : undefined;
  const address = (believed ?? req.socket.remoteAddress ?? '').trim().replace(/^::ffff:/, '');
  return address.includes(':') ? address.split(':').slice(0, 4).join(':') : address;
}
