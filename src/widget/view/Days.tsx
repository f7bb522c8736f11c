import { Component, createRef, type JSX } from 'preact';
import type { OfferedDay } from '../activity';

interface DaysProps {
  readonly days: readonly OfferedDay[];
  readonly label: string;
  readonly language: string;
  readonly choose: (day: OfferedDay) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** The days with open times, side by side like a page of a calendar: one stop for Tab, arrows go from day to day. */
export class Days extends Component<DaysProps> {
  private readonly strip = createRef<HTMLDivElement>();

  /** The day whose times are shown is in sight. */
  override componentDidMount(): void {
    const strip = this.strip.current;
    const shown = strip?.querySelector<HTMLElement>('[aria-pressed=true]');
    if (strip && shown) strip.scrollLeft = shown.offsetLeft - strip.clientWidth / 2;
  }

  override render(): JSX.Element {
    const { days, label, language, choose } = this.props;
    const shown = Math.max(
      0,
      days.findIndex((day) => day.shown),
    );
    return (
      <div class="days" role="group" aria-label={label} ref={this.strip} onKeyDown={this.step}>
        {days.map((day, index) => (
          <button
            type="button"
            class="day"
            key={day.date}
            aria-pressed={day.shown === true}
            tabIndex={index === shown ? 0 : -1}
            onClick={() => choose(day)}
          >
            <span class="sr">{day.label}</span>
            <span aria-hidden="true">{part(day, language, { weekday: 'short' })}</span>
            <strong aria-hidden="true">{part(day, language, { day: 'numeric' })}</strong>
            <span aria-hidden="true">{part(day, language, { month: 'short' })}</span>
          </button>
        ))}
      </div>
    );
  }

  private readonly step = (event: KeyboardEvent): void => {
    const buttons = Array.from(this.strip.current?.querySelectorAll('button') ?? []);
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const forward = document.documentElement.dir === 'rtl' ? -1 : 1;
    const step = STEPS[event.key];
    const to = step === undefined ? { Home: 0, End: buttons.length - 1 }[event.key] : at + step * forward;
    const next = to === undefined ? undefined : buttons[to];
    if (!next) return;
    event.preventDefault();
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  };
}

/** A date of the calendar is the same wherever it is read: noon of UTC is on it. */
function part({ date }: OfferedDay, language: string, shown: Intl.DateTimeFormatOptions): string {
  return new Date(`${date}T12:00:00Z`).toLocaleDateString(language, { ...shown, timeZone: 'UTC' });
}
