import { Component, type JSX } from 'preact';
import type { Triage } from '../activity';
import type { WidgetStrings } from '../config';
import { CHECK, Icon } from './icons';

interface ReferenceProps {
  readonly booking: NonNullable<Triage['booking']>;
  readonly strings: WidgetStrings;
}

/** What a booking has come to, and its reference, large enough to be written down. */
export class Reference extends Component<ReferenceProps, { copied: boolean }> {
  override state = { copied: false };

  override render(): JSX.Element {
    const { booking, strings } = this.props;
    return (
      <div class="reference">
        <p class="card-title">
          <Icon path={CHECK} />
          {strings[`status_${booking.status}`]}
        </p>
        <p class="reference-row">
          <span class="reference-label">{strings.reference}</span>
          <strong class="reference-code">{booking.reference}</strong>
          {'clipboard' in navigator && (
            <button type="button" class="quiet" onClick={this.copy}>
              {this.state.copied ? strings.copied : strings.copy}
            </button>
          )}
        </p>
      </div>
    );
  }

  private readonly copy = (): void => {
    navigator.clipboard.writeText(this.props.booking.reference).then(
      () => this.setState({ copied: true }),
      () => undefined,
    );
  };
}
