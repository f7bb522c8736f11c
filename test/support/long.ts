/** Whether this is `npm run test:long`: the figures at their full length, which takes minutes. */
const LONG = process.env['LONG_TESTS'] === '1';

/** How often something is done: in every run, and in the long one. */
export function times(always: number, long: number): number {
  return LONG ? long : always;
}
