import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { triageOf } from '../activity';
import type { Activity, Triage } from '../activity';
import type { WidgetStrings } from '../config';
import { Icon } from './icons';
import { RichText } from './RichText';

/** A message of the bot: plain, or as the card that its triage entity asks for. */
export function BotMessage(props: { activity: Activity; strings: WidgetStrings }): JSX.Element {
  const { activity, strings } = props;
  const triage = triageOf(activity);
  const kind = triage?.escalation ? ' help-card' : triage?.booking ? ' booking-card' : '';
  return (
    <div class={`bubble bot${kind}`} lang={activity.locale} dir="auto">
      <span class="sr">{strings.bot}: </span>
      {triage?.escalation && (
        <p class="card-title">
          <Icon name="care" />
          {strings.help_now}
        </p>
      )}
      {triage?.booking && <Reference booking={triage.booking} strings={strings} />}
      <RichText text={activity.text ?? ''} actions={triage?.escalation !== undefined} />
    </div>
  );
}

/** What the visitor wrote, exactly as written. */
export function OwnMessage(props: {
  text: string;
  strings: WidgetStrings;
  children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="own-row">
      <div class="bubble own" dir="auto">
        <span class="sr">{props.strings.you}: </span>
        {props.text}
      </div>
      {props.children}
    </div>
  );
}

/** The reference, large enough to be written down. */
function Reference(props: { booking: NonNullable<Triage['booking']>; strings: WidgetStrings }): JSX.Element {
  const { booking, strings } = props;
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(booking.reference).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <div class="reference">
      <p class="card-title">
        <Icon name="check" />
        {strings[`status_${booking.status}`]}
      </p>
      <p class="reference-row">
        <span class="reference-label">{strings.reference}</span>
        <strong class="reference-code">{booking.reference}</strong>
        {'clipboard' in navigator && (
          <button type="button" class="quiet" onClick={copy}>
            {copied ? strings.copied : strings.copy}
          </button>
        )}
      </p>
    </div>
  );
}
