import { Component, createRef, type JSX } from 'preact';
import type { WidgetStrings } from '../config';
import { Icon } from './icons';

/** The longest message the server takes, in characters. */
const LONGEST = 20_000;
const COUNT_FROM = 19_000;

interface ComposerProps {
  readonly strings: WidgetStrings;
  readonly send: (text: string) => void;
}

/** Where the visitor writes. Enter sends, Shift and Enter begin a new line; what is wrong is said at the field. */
export class Composer extends Component<ComposerProps, { text: string; refused: boolean }> {
  override state = { text: '', refused: false };
  private readonly field = createRef<HTMLTextAreaElement>();

  /** As high as its text; the style sheet says how high at most. */
  override componentDidUpdate(): void {
    const field = this.field.current;
    if (!field) return;
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
  }

  override render(): JSX.Element {
    const { strings } = this.props;
    const { text } = this.state;
    const fault = this.fault();
    return (
      <form class="composer" onSubmit={this.submit}>
        <p class="fault" id="fault" role="alert">
          {fault}
        </p>
        {text.length >= COUNT_FROM && (
          <p class="count">
            {strings.characters_left}: {LONGEST - text.length}
          </p>
        )}
        <div class={fault === '' ? 'field' : 'field wrong'}>
          <textarea
            id="input"
            ref={this.field}
            rows={1}
            value={text}
            aria-label={strings.input}
            aria-invalid={fault !== ''}
            aria-describedby="fault"
            placeholder={strings.placeholder}
            enterkeyhint="send"
            autocomplete="off"
            onInput={(event) => this.setState({ text: event.currentTarget.value, refused: false })}
            onKeyDown={(event) => {
              // Enter that picks a word in an input method is not the end of the message.
              if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.submit(event);
            }}
          />
          <button type="submit" class="send" aria-label={strings.send}>
            <Icon name="send" />
          </button>
        </div>
      </form>
    );
  }

  private fault(): string {
    const { strings } = this.props;
    if (this.state.text.length > LONGEST) return strings.too_long;
    return this.state.refused ? strings.empty_message : '';
  }

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    this.field.current?.focus();
    const text = this.state.text.trim();
    if (text === '') this.setState({ refused: true });
    if (text === '' || this.state.text.length > LONGEST) return;
    this.props.send(text);
    this.setState({ text: '' });
  };
}
