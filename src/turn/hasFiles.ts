import type { Activity } from 'botbuilder';

/** What is no file: cards, and the words once more as Teams sends them along. */
const NO_FILE = /^(?:text\/|application\/vnd\.microsoft\.(?!teams\.file))/;

/** Whether somebody sent files or pictures, which nobody here can open. */
export function hasFiles({ attachments = [] }: Partial<Activity>): boolean {
  return attachments.some(({ contentType }) => !NO_FILE.test(contentType));
}
