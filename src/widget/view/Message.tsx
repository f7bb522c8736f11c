import type { ComponentChildren, JSX } from 'preact';
import { triageOf } from '../activity';
import type { Activity } from '../activity';
import type { WidgetConfig } from '../config';
import type { Transcript } from '../transcript';
import { laterParts, lazy } from './lazy';
import { RichText } from './RichText';

const HelpCard = lazy((parts) => parts.HelpCard);
const Reference = lazy((parts) => parts.Reference);
const Take = lazy((parts) => parts.Take);

/** A message of the bot: plain, or as the card that its triage entity asks for. */
export function BotMessage(props: {
  activity: Activity;
  config: WidgetConfig;
  transcript: Transcript;
  userId: string;
}): JSX.Element {
  const { activity, config } = props;
  const triage = triageOf(activity);
  const text = activity.text ?? '';
  const kind = triage?.escalation ? ' help-card' : triage?.booking ? ' booking-card' : '';
  return (
    <div class={`bubble bot${kind}`} lang={activity.locale} dir="auto">
      <span class="sr">{config.strings.bot}: </span>
      {triage?.booking && <Reference booking={triage.booking} strings={config.strings} />}
      {triage?.escalation && laterParts() ? (
        <HelpCard text={text} help={triage.escalation} config={config} />
      ) : (
        <RichText text={text} />
      )}
      {triage?.comparison && <Take {...props} />}
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
