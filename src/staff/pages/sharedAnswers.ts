import type { Window } from '../../understanding/types';
import type { Param, Part } from '../../content/message';
import { windowWords } from '../../content/windowWords';
import { type Html, html } from '../web/html';
import { theirWords, type Words } from '../web/words';

/** The answers that a visitor agreed to share, each by its question's name. */
export function sharedAnswers(words: Words, shared: Readonly<Record<string, unknown>>): Html {
  const answers = Object.entries(shared).filter(([, value]) => value !== null && value !== undefined);
  if (answers.length === 0) return html``;
  return html`<section class="panel" aria-labelledby="shared">
    <h2 id="shared">${words.say('console.case.shared')}</h2>
    <p class="hint">${words.say('console.case.shared_hint')}</p>
    <dl>
      ${answers.map(
        ([slot, value]) =>
          html`<div>
            <dt>${words.sayOr(`said.name.${slot}`, slot)}</dt>
            <dd>${answer(words, slot, value)}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

/** A value is an id with words of its own, a window of time, an amount, or what somebody typed. */
function answer(words: Words, slot: string, value: unknown): Html {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  const list: (Part | string)[] = all.map((one) => {
    if (isWindow(one)) return windowWords(one);
    if (typeof one === 'string' || typeof one === 'number') {
      const key = `choice.${slot}.${one}`;
      return words.sayOr(key, String(one));
    }
    return amount(one);
  });
  const joined: Param = { list };
  return theirWords(words.say('said.plain', { value: joined }));
}

function isWindow(value: unknown): value is Window {
  const { days, from, to } = (value ?? {}) as Partial<Window>;
  return Array.isArray(days) && typeof from === 'string' && typeof to === 'string';
}

function amount(value: unknown): string {
  const { min, max, currency } = (value ?? {}) as { min?: number; max?: number; currency?: string };
  const range = [...new Set([min, max])].filter((one) => one !== undefined).join(' – ');
  return [range, currency].filter(Boolean).join(' ');
}
