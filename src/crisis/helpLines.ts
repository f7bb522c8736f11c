import type { Helpline } from '../content/types';

/** The lines of one country by what they are for. A use that the country has no line for is undefined. */
export interface HelpLines {
  readonly emergency: Helpline | undefined;
  readonly talk: Helpline | undefined;
  readonly text: Helpline | undefined;
  readonly abuse: Helpline | undefined;
  readonly abuseText: Helpline | undefined;
  readonly child: Helpline | undefined;
  readonly poison: Helpline | undefined;
  readonly directory: Helpline | undefined;
}

/** Sorts a country's lines by use; a line in the visitor's language comes before the others of its use. */
export function helpLines(lines: readonly Helpline[], language: string): HelpLines {
  const find = (use: Helpline['use'], scheme: string): Helpline | undefined => {
    const fitting = lines.filter((line) => line.use === use && line.link.startsWith(scheme));
    return (
      fitting.find(({ languages }) => languages?.includes(language)) ??
      fitting.find(({ languages }) => !languages)
    );
  };
  return {
    emergency: find('emergency', 'tel:'),
    talk: find('suicide', 'tel:'),
    text: find('text', 'sms:'),
    abuse: find('abuse', 'tel:'),
    abuseText: find('abuse', 'sms:'),
    child: find('child_abuse', 'tel:'),
    poison: find('poison', 'tel:'),
    directory: find('directory', 'https:'),
  };
}
