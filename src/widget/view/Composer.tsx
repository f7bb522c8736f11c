import { Component, createRef, type JSX } from 'preact';
import type { WidgetStrings } from '../config';
import type { Question } from '../question';
import { Icon, SEND } from './icons';

/** The longest message the server takes, in characters. */
const LONGEST = 20_000;
const COUNT_FROM = 19_000;

interface ComposerProps {
  readonly strings: WidgetStrings;
  readonly question: Question | undefined;
  readonly send: (text: string) => void;
}

/**
 * Where the visitor writes. Enter sends, Shift and Enter begin a new line; what is wrong is said at the field. Where the
 * bot asks for a name, a number or an address there is a field for it; anything else can be written there as well.
 */
export class Composer extends Component<ComposerProps, { text: string; refused: boolean }> {
  override state = { text: '', refused: false };
  private readonly field = createRef<HTMLTextAreaElement & HTMLInputElement>();

  /** Whether the focus would be lost with a field that gives way to another. */
  override getSnapshotBeforeUpdate(before: ComposerProps): boolean {
    return (
      before.question?.field !== this.props.question?.field && document.activeElement === this.field.current
    );
  }

  /** As high as its text; the style sheet says how high at most. */
  override componentDidUpdate(before: ComposerProps, _state: unknown, focused?: boolean): void {
    const field = this.field.current;
    if (!field) return;
    if (focused === true) field.focus({ preventScroll: true });
    const { question } = this.props;
    // What was not taken is there to be mended, not to be written again.
    if (question?.refused && question.id !== before.question?.id && this.state.text === '')
      if (question.field) this.setState({ text: question.refused.answer });
    if (field.nodeName !== 'TEXTAREA') return;
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
  }

  override render(): JSX.Element {
    const { strings, question } = this.props;
    const { text } = this.state;
    const fault = this.fault();
    const asked = question?.field;
    const wrong = asked ? (question?.refused?.why ?? '') : '';
    return (
      // The bot says what is wrong, not the browser: a question may be written into the field of an address.
      <form class="composer" noValidate onSubmit={this.submit}>
        {asked && (
          <label class="asked" for="input">
            {strings[asked.label]}
          </label>
        )}
        <p class="fault" id="fault" role="alert">
          {fault}
        </p>
        {wrong !== '' && (
          <p class="fault" id="wrong">
            {wrong}
          </p>
        )}
        {text.length >= COUNT_FROM && (
          <p class="count">
            {strings.characters_left}: {LONGEST - text.length}
          </p>
        )}
        <div class={fault + wrong === '' ? 'field' : 'field wrong'}>
          {asked ? (
            <input {...asked.attributes} {...this.input(fault + wrong !== '')} />
          ) : (
            <textarea
              {...this.input(fault !== '')}
              rows={1}
              aria-label={strings.input}
              placeholder={strings.placeholder}
              autocomplete="off"
            />
          )}
          <button type="submit" class="send" aria-label={strings.send}>
            <Icon path={SEND} />
          </button>
        </div>
      </form>
    );
  }

  /** What both kinds of field have. */
  private input(invalid: boolean) {
    return {
      id: 'input',
      ref: this.field,
      value: this.state.text,
      'aria-invalid': invalid,
      'aria-describedby': 'fault wrong',
      enterkeyhint: 'send',
      onInput: (event: { currentTarget: HTMLTextAreaElement | HTMLInputElement }) =>
        this.setState({ text: event.currentTarget.value, refused: false }),
      onKeyDown: (event: KeyboardEvent) => {
        // Enter that picks a word in an input method is not the end of the message.
        if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.submit(event);
      },
    } as const;
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
