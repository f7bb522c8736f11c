import type { Said } from './scriptedServer';

/** What the scripted bot says: one message of each kind that the widget shows in its own way. */
export function script(text: string, locale: string): readonly Said[] {
  const spanish = locale.startsWith('es');
  if (text === '')
    return [{ text: 'Hello. Hola. I am automated.' }, { text: 'What now?', choices: ['Book', 'Explain'] }];
  if (text === 'crisis') return [HELP];
  if (text === 'Book') return [BOOKED];
  if (text === 'compare') return [{ text: 'Beside your answers.', triage: { comparison: { formats: [] } } }];
  if (text === 'long') return [{ text: Array.from({ length: 60 }, (_, line) => `Line ${line}`).join('\n') }];
  if (text === 'silence') return [];
  if (text === 'español por favor') return [{ text: 'Hablamos español.', locale: 'es' }];
  if (text === 'name') return [{ text: 'Your name?', triage: { asks: 'name' }, choices: ['Leave it'] }];
  if (text === 'look') return [{ ...BOOKED, triage: { ...BOOKED.triage, keys: ['manage.ask'] } }];
  return [{ text: `${spanish ? 'Dijiste' : 'You said'}: ${text}`, choices: ['Yes', 'No'] }];
}

const HELP: Said = {
  text: 'Thank you for telling me.\n\nPlease call [988](tel:988) now. You can also text [988](sms:988).\n\nIn danger: [911](tel:911).',
  choices: ['Keep going here'],
  triage: { asks: 'crisis', escalation: { tier: 'ideation', country: 'US' } },
};
const BOOKED: Said = {
  text: 'Your first appointment is on Thursday at 2:00 PM.',
  choices: ['That is all'],
  triage: { booking: { kind: 'appointment', status: 'confirmed', reference: 'JS-7K4M-2Q' } },
};
