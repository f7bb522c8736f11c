import type { JSX } from 'preact';
import type { BookingPageStrings, BookingPageTimes } from '../bookingConfig';
import { Days } from './Days';

interface BookingTimesProps {
  readonly times: BookingPageTimes | undefined;
  readonly picked: string | undefined;
  /** Groups rather than times. */
  readonly group: boolean;
  readonly busy: boolean;
  readonly strings: BookingPageStrings;
  readonly language: string;
  readonly pick: (id: string) => void;
  readonly more: () => void;
  readonly choose: (date: string) => void;
  readonly move: () => void;
  readonly back: () => void;
}

/** Where a booking can be moved: one is picked, and a second press moves it there. */
export function BookingTimes(props: BookingTimesProps): JSX.Element {
  const { times, picked, group, busy, strings, language, pick, more, choose, move, back } = props;
  const items = times?.items ?? [];
  const chosen = items.some(({ id }) => id === picked);
  return (
    <section class="times" aria-labelledby="times">
      <h2 id="times" tabIndex={-1}>
        {group ? strings.groups : strings.times}
      </h2>
      {times && times.days.length > 0 && (
        <Days
          days={times.days}
          label={strings.days}
          language={language}
          choose={({ date }) => choose(date)}
        />
      )}
      {items.length === 0 && <p>{strings.no_times}</p>}
      <div role="radiogroup" aria-labelledby="times">
        {items.map(({ id, label }) => (
          <label class="time" key={id}>
            <input type="radio" name="time" checked={id === picked} onChange={() => pick(id)} />
            <span>{label}</span>
          </label>
        ))}
      </div>
      <div class="actions">
        {times?.more && (
          <button type="button" disabled={busy} onClick={more}>
            {strings.more}
          </button>
        )}
        <button type="button" class="strong" disabled={busy || !chosen} onClick={move}>
          {strings.move_yes}
        </button>
        <button type="button" onClick={back}>
          {strings.back}
        </button>
      </div>
    </section>
  );
}
