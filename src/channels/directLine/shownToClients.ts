import type { Activity } from 'botbuilder';

/** An activity as clients get to see it: without what only the two ends of the connector need. */
export function shownToClients<A extends Partial<Activity>>(
  activity: A,
): Omit<A, 'serviceUrl' | 'recipient'> {
  const shown = { ...activity };
  delete shown.serviceUrl;
  delete shown.recipient;
  return shown;
}
