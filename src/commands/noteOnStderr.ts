/** Says on stderr, away from a command's output, that something took its time. */
export function noteOnStderr(name: string, milliseconds: number): void {
  process.stderr.write(`Compiled ${name} from resources in ${milliseconds} ms\n`);
}
