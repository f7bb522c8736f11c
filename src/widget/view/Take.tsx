import type { JSX } from 'preact';
import type { Activity } from '../activity';
import type { WidgetConfig } from '../config';
import { plainText } from '../richText';
import { saveFile } from '../saveFile';
import { isOwn } from '../transcript';
import type { Transcript } from '../transcript';

interface TakeProps {
  readonly activity: Activity;
  readonly config: WidgetConfig;
  readonly transcript: Transcript;
  readonly userId: string;
}

/** Takes a message along: on paper, or as a file. */
export function Take(props: TakeProps): JSX.Element {
  const { config } = props;
  const save = (): void => saveFile(`${config.practiceName}.txt`, plainText(whole(props)), 'text/plain');
  return (
    <p class="take">
      <button type="button" class="quiet" onClick={() => window.print()}>
        {config.strings.print}
      </button>
      <button type="button" class="quiet" onClick={save}>
        {config.strings.save}
      </button>
    </p>
  );
}

/** All that the bot has said since the visitor wrote, up to a message. */
function whole({ activity, transcript, userId }: TakeProps): string {
  const { messages } = transcript;
  const before = messages.slice(0, messages.indexOf(activity) + 1);
  const from = before.map((message) => isOwn(message, userId)).lastIndexOf(true) + 1;
  return before
    .slice(from)
    .map(({ text }) => text ?? '')
    .join('\n\n');
}
