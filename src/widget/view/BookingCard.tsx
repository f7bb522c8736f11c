import type { JSX } from 'preact';
import type { BookingPageStrings, BookingPageView } from '../bookingConfig';

/** The booking as it is now. */
export function BookingCard(props: {
  readonly view: BookingPageView;
  readonly strings: BookingPageStrings;
}): JSX.Element {
  const { view, strings } = props;
  return (
    <section class={`card ${view.status}`} aria-labelledby="what">
      <p class="state">{strings[`status_${view.status}`]}</p>
      <h2 id="what">{view.what}</h2>
      <dl>
        {view.facts.map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {view.notes.map((note) => (
        <p class="note" key={note}>
          {note}
        </p>
      ))}
    </section>
  );
}
