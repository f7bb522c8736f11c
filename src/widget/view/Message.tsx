import type { ComponentChildren, JSX } from 'preact';
import { triageOf } from '../activity';
import type { Activity } from '../activity';
import type { WidgetConfig } from '../config';
import { plainText } from '../richText';
import { saveFile } from '../saveFile';
import { HelpCard } from './HelpCard';
import { Reference } from './Reference';
import { RichText } from './RichText';

/** A message of the bot: plain, or as the card that its triage entity asks for. */
export function BotMessage(props: {
  activity: Activity;
  config: WidgetConfig;
  /** What belongs to the message when it is taken along: all that the bot has said since the visitor wrote. */
  whole: () => string;
}): JSX.Element {
  const { activity, config, whole } = props;
  const triage = triageOf(activity);
  const text = activity.text ?? '';
  const kind = triage?.escalation ? ' help-card' : triage?.booking ? ' booking-card' : '';
  return (
    <div class={`bubble bot${kind}`} lang={activity.locale} dir="auto">
      <span class="sr">{config.strings.bot}: </span>
      {triage?.booking && <Reference booking={triage.booking} strings={config.strings} />}
      {triage?.escalation ? <HelpCard text={text} config={config} /> : <RichText text={text} />}
      {triage?.comparison && (
        <p class="take">
          <button type="button" class="quiet" onClick={() => window.print()}>
            {config.strings.print}
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() => saveFile(`${config.practiceName}.txt`, plainText(whole()), 'text/plain')}
          >
            {config.strings.save}
          </button>
        </p>
      )}
    </div>
  );
}

/** What the visitor wrote, exactly as written; below it what has become of it. */
export function OwnMessage(props: {
  text: string;
  config: WidgetConfig;
  children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="own-row">
      <div class="bubble own" dir="auto">
        <span class="sr">{props.config.strings.you}: </span>
        {props.text}
      </div>
      {props.children}
    </div>
  );
}
