import { BLOCK_KINDS } from '../../booking/staffTypes';
import type { PracticeProfile } from '../../content/profile';
import { type Child, type Html, html } from '../web/html';
import type { Visit } from '../web/visit';
import type { Words } from '../web/words';
import { diaryTabs } from './bookingParts';
import { csrfField } from './layout';

/** For somebody who phones: a session or a place in a group; and times in which a clinician sees nobody. */
export function enterPage(visit: Visit, profile: PracticeProfile): Html {
  const { words } = visit;
  return html`
    <h1>${words.say('console.diary.title')}</h1>
    ${diaryTabs(visit, 'enter')}
    <div class="three">
      ${part(visit, 'session', html`${sessionFields(words, profile)} ${person(words, profile, 'session')}`)}
      ${
        profile.cohorts.length > 0 &&
        part(visit, 'seat', html`${groupField(words, profile)} ${person(words, profile, 'seat')}`)
      }
      ${part(visit, 'block', blockFields(words, profile))}
    </div>
  `;
}

function part({ words, session }: Visit, id: 'session' | 'seat' | 'block', fields: Html): Html {
  return html`<form
    class="panel stack"
    method="post"
    action="/staff/enter/${id}"
    aria-labelledby="${id}-title"
  >
    <h2 id="${id}-title">${words.say(`console.enter.${id}`)}</h2>
    ${csrfField(session)} ${fields}
    <button class="main">${words.say('console.do.enter')}</button>
  </form>`;
}

function sessionFields(words: Words, { clinicians, modes, formats }: PracticeProfile): Html {
  const offered = (['individual', 'couples_family'] as const).filter((format) => formats[format].offered);
  return html`
    ${select(
      words,
      'session',
      'clinician',
      clinicians.map(({ id, name }) => [id, name]),
    )}
    ${select(
      words,
      'session',
      'format',
      offered.map((id) => [id, words.say(`choice.format.${id}`)]),
    )}
    ${select(
      words,
      'session',
      'mode',
      modes.map((id) => [id, words.say(`choice.mode.${id}`)]),
    )}
    ${input(words, 'session', 'startsAt', html`type="datetime-local" step="300" required`)}
    ${input(words, 'session', 'minutes', html`type="number" min="5" max="480" step="5"`)}
  `;
}

function groupField(words: Words, { cohorts }: PracticeProfile): Html {
  return select(
    words,
    'seat',
    'cohort',
    cohorts.map(({ id }) => [id, words.say(`profile.cohort.${id}`)]),
  );
}

function blockFields(words: Words, { clinicians }: PracticeProfile): Html {
  return html`
    ${select(
      words,
      'block',
      'clinician',
      clinicians.map(({ id, name }) => [id, name]),
    )}
    ${input(words, 'block', 'startsAt', html`type="datetime-local" step="300" required`)}
    ${input(words, 'block', 'endsAt', html`type="datetime-local" step="300" required`)}
    ${select(
      words,
      'block',
      'kind',
      BLOCK_KINDS.map((id) => [id, words.say(`console.block.${id}`)]),
    )}
  `;
}

function person(words: Words, { languages, country }: PracticeProfile, form: string): Html {
  const payers = ['', 'self', 'insurance'] as const;
  return html`
    ${input(words, form, 'name', html`required autocomplete="off" maxlength="120"`)}
    ${input(words, form, 'phone', html`type="tel" autocomplete="off" maxlength="30"`)}
    ${input(words, form, 'email', html`type="email" autocomplete="off" maxlength="120"`)}
    ${select(
      words,
      form,
      'language',
      languages.map((id) => [id, words.say(`console.language_name.${id}`)]),
    )}
    ${
      country === 'US' &&
      select(
        words,
        form,
        'payer',
        payers.map((id) => [id, words.say(`console.payer.${id || 'unknown'}`)]),
      )
    }
  `;
}

function input(words: Words, form: string, name: string, more: Child): Html {
  const id = `${form}-${name}`;
  return html`<label for="${id}">${words.say(`console.field.${name.toLowerCase()}`)}</label
    ><input id="${id}" name="${name}" ${more} />`;
}

function select(
  words: Words,
  form: string,
  name: string,
  options: readonly (readonly [string, string])[],
): Html {
  const id = `${form}-${name}`;
  return html`<label for="${id}">${words.say(`console.field.${name.toLowerCase()}`)}</label
    ><select id="${id}" name="${name}">
      ${options.map(([value, shown]) => html`<option value="${value}">${shown}</option>`)}
    </select>`;
}
