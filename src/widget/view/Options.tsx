import type { JSX } from 'preact';
import type { WidgetConfig } from '../config';

interface OptionsProps {
  readonly config: WidgetConfig;
  readonly remembered: boolean;
  readonly remember: (device: boolean) => void;
  readonly speak: (language: string) => void;
  readonly restart: () => void;
  readonly close: () => void;
}

/** Language, what this device keeps, a new beginning, and the privacy notice. */
export function Options(props: OptionsProps): JSX.Element {
  const { config, remembered, remember, speak, restart, close } = props;
  const { strings } = config;
  // They lie over the conversation: whoever goes on to something there must see it. A press on words in here takes the
  // focus to what is around all of it, and leaves nothing.
  const left = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    const [own, to] = [currentTarget as HTMLElement, relatedTarget as HTMLElement | null];
    if (to && !own.contains(to) && !to.contains(own) && to.id !== 'more') close();
  };
  return (
    <section class="options" id="options" aria-label={strings.options} onFocusOut={left}>
      {config.languages.length > 1 && (
        <div role="group" aria-label={strings.language} class="languages">
          {config.languages.map((language) => (
            <button
              type="button"
              key={language}
              lang={language}
              aria-pressed={language === config.language}
              onClick={() => speak(language)}
            >
              {nameOf(language)}
            </button>
          ))}
        </div>
      )}
      <label class="remember">
        <input
          type="checkbox"
          checked={remembered}
          aria-describedby="remember-hint"
          onChange={(event) => remember(event.currentTarget.checked)}
        />
        {strings.remember}
      </label>
      <p class="hint" id="remember-hint">
        {strings.remember_hint}
      </p>
      <button type="button" class="restart" aria-describedby="restart-hint" onClick={restart}>
        {strings.restart}
      </button>
      <p class="hint" id="restart-hint">
        {strings.restart_hint}
      </p>
    </section>
  );
}

/** A language by its own name: "English", "español". */
function nameOf(language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  } catch {
    // Phones from before 2020 have no DisplayNames.
    return language.toUpperCase();
  }
}
