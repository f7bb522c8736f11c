import fc from 'fast-check';

/** What a visitor, or a client in their name, does next. */
export type Step =
  | { readonly kind: 'press'; readonly at: number }
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'cry'; readonly text: string; readonly inCard: boolean }
  | { readonly kind: 'twice'; readonly text: string }
  | { readonly kind: 'odd'; readonly activity: object }
  | { readonly kind: 'anew' };

/** Plain words, which are always understood as what they are. */
const CRIES = [
  'i want to kill myself',
  'i am going to kill myself tonight',
  'i want to die',
  'i have been cutting myself',
  'me quiero matar',
  'me voy a matar esta noche',
  'no quiero vivir más',
  'my sister wants to kill herself',
  'my husband hits me',
  'i am going to hurt my boss',
];

const SAID = [
  // questions, at any moment
  'how much is it',
  'what is group therapy',
  'is it confidential',
  'do you take insurance',
  'are you a robot',
  'what is the difference between individual and group',
  'cuánto cuesta',
  'qué es la terapia de grupo',
  'where are you',
  // answers, asked for or not
  'for me',
  'for my daughter',
  'anxiety',
  'stress and sleep',
  'my budget is 80 dollars',
  '90',
  'tuesday evenings',
  'online',
  'in person',
  'either',
  'group',
  'individual',
  'para mí',
  'los martes por la tarde',
  'en línea',
  'Robin Vale',
  '303 555 0117',
  'robin@example.org',
  'my name is Robin',
  'K7M4QD',
  // ways through the conversation
  'back',
  'skip',
  'help',
  'repeat',
  'book an appointment',
  'talk to a person',
  'my booking',
  'change my budget',
  'compare them',
  'what data do you keep',
  'español',
  'english',
  'yes',
  'no',
  'ok',
  'thanks',
  'hello',
  '1',
  '2',
  '99',
  'quiero cambiar una respuesta',
  'cancel my appointment',
  'stop',
  'bot',
  "i don't know",
  'more',
  'none of these',
];

const word = fc.constantFrom(...SAID);
const noise = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    ' ',
    '🙃🙃',
    '__proto__',
    'constructor',
    '<script>alert(1)</script>',
    '${7*7}{{7*7}}',
    '\u202eabc',
    '\u0000',
    '{',
    'null',
    "'; DROP TABLE documents; --",
    'a'.repeat(5_000),
    '1 '.repeat(250),
    '- '.repeat(900),
    '\ud800',
  ),
);
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<object>({ answer: '1' }, { asks: 'way', choice: 'talk' }),
);

const odd: fc.Arbitrary<object> = fc.oneof(
  fc.record({ type: fc.constantFrom('typing', 'event', 'messageReaction') }),
  fc.record({
    type: fc.constant('event'),
    name: fc.constantFrom('startConversation', 'webchat/join', '__proto__'),
    value,
  }),
  fc.record({ type: fc.constant('message'), text: fc.constant(''), value }),
  fc.record({
    type: fc.constant('message'),
    attachments: fc.constant([{ contentType: 'image/png', contentUrl: 'https://evil.example/x.png' }]),
  }),
  fc.record({
    type: fc.constant('message'),
    text: word,
    locale: fc.constantFrom('__proto__', 'xx', 'es-MX', 'en-GB', '', 'a'.repeat(600)),
  }),
  fc.record({
    type: fc.constantFrom('conversationUpdate', 'invoke', 'endOfConversation', 'x', ''),
    text: word,
  }),
  fc.record({
    type: fc.constant('message'),
    text: word,
    entities: fc.constant([{ type: 'mention' }, {}]),
    from: fc.constant({ id: 'bot', name: 'x' }),
  }),
  fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
);

/** One step: mostly what visitors do, now and then what they should not. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('press' as const), at: fc.nat(8) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('say' as const), text: word }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('say' as const), text: noise }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('cry' as const),
      text: fc.constantFrom(...CRIES),
      inCard: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('twice' as const), text: word }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('odd' as const), activity: odd }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'anew' as const }) },
);

/** A conversation. */
export const steps = fc.record({
  locale: fc.constantFrom('en', 'es'),
  taken: fc.array(step, { minLength: 10, maxLength: 50, size: 'max' }),
});
