import { createElement, type ComponentType, type FunctionComponent } from 'preact';
import { HttpFault } from '../http';
import type * as later from '../later';

type Parts = typeof later;

let parts: Parts | undefined;
let attempts = 0;

/**
 * A part of the window that comes with `later.js`. Until that is there it shows nothing, so that nothing a visitor needs
 * to read, to write or to call for help may be one.
 * @param pick the component among the parts
 */
export function lazy<P extends object>(pick: (parts: Parts) => ComponentType<P>): FunctionComponent<P> {
  return (props) => parts && createElement(pick(parts), props);
}

/** The parts, once they are there with their words. */
export function laterParts(): Parts | undefined {
  return parts;
}

/**
 * Fetches the parts, and again when an earlier attempt failed: by another address, because browsers keep a failure.
 * @param base  origin of the server and path in front of `/widget`
 * @param words fetches the words that the parts show
 * @throws HttpFault when they cannot be had
 */
export async function fetchLater(base: string, words: () => Promise<unknown>): Promise<Parts> {
  if (parts) return parts;
  const again = attempts === 0 ? '' : `?${attempts}`;
  attempts += 1;
  const script = import(`${base}/widget/later.js${again}`) as Promise<Parts>;
  const fetched = script.catch(() => {
    throw new HttpFault(0);
  });
  [parts] = await Promise.all([fetched, words(), styled(`${base}/widget/later.css${again}`)]);
  return parts;
}

/** Adds a style sheet; resolves when it is there, or cannot be had: the parts are of use without it. */
function styled(address: string): Promise<unknown> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = address;
  document.head.appendChild(link);
  return new Promise((resolve) => (link.onload = link.onerror = resolve));
}
