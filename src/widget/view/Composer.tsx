import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { WidgetStrings } from '../config';
import { Icon } from './icons';

/** The longest message the server takes, in characters. */
const LONGEST = 2_000;
const COUNT_FROM = 1_800;

/** Where the visitor writes. Enter sends, Shift and Enter begin a new line; what is wrong is said at the field. */
export function Composer({
  strings,
  send,
}: {
  strings: WidgetStrings;
  send: (text: string) => void;
}): JSX.Element {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (field.current) fit(field.current);
  }, [text]);
  const fault =
    text.length > LONGEST ? strings.too_long : asked && text.trim() === '' ? strings.empty_message : '';
  const submit = (): void => {
    field.current?.focus();
    const sendable = text.trim() !== '' && text.length <= LONGEST;
    setAsked(!sendable);
    if (!sendable) return;
    send(text.trim());
    setText('');
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p class="fault" id="fault" role="alert">
        {fault}
      </p>
      {text.length >= COUNT_FROM && (
        <p class="count">
          {strings.characters_left}: {LONGEST - text.length}
        </p>
      )}
      <div class={`field${fault === '' ? '' : ' wrong'}`}>
        <textarea
          id="input"
          ref={field}
          rows={1}
          value={text}
          aria-label={strings.input}
          aria-invalid={fault !== ''}
          aria-describedby="fault"
          placeholder={strings.placeholder}
          enterkeyhint="send"
          autocomplete="off"
          onInput={(event) => {
            setText(event.currentTarget.value);
            setAsked(false);
          }}
          onKeyDown={(event) => {
            // Enter that picks a word in an input method is not the end of the message.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            submit();
          }}
        />
        <button type="submit" class="send" aria-label={strings.send}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

/** As high as its text; the style sheet says how high at most. */
function fit(field: HTMLTextAreaElement): void {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}
