import { createUnderstander } from '../../src/understanding/understander';
import type { Intent, Slot, Slots, Understander } from '../../src/understanding/types';
import { models, phrases } from './phraseSets';

/** Each kind of mistake that was once made, by its rule, and sentences that fell into it. */
type Kind = readonly [rule: string, lang: 'en' | 'es', rows: readonly Row[]];
type Row = readonly [text: string, asked: Slot | null, slots: Slots];

const all = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const day = { from: '08:00', to: '21:00' } as const;
const usd = { currency: 'USD', per: 'session' } as const;

const KINDS: readonly Kind[] = [
  [
    'a greeting or a question does not say that it is for oneself',
    'en',
    [
      ['hi, i am new around here', 'for_whom', {}],
      ['can you explain the individual kind to me', 'for_whom', {}],
      ['just me, what does it cost', 'for_whom', { for_whom: 'self' }],
    ],
  ],
  ['who sent a person is not who comes', 'es', [['buenas, vengo de parte de un primo', 'for_whom', {}]]],
  [
    'one of the family whose age is told is who comes, whatever is asked',
    'en',
    [['my son is 11, do you tell me what he says to the therapist', null, { for_whom: 'child' }]],
  ],
  [
    'a loss does not name who comes',
    'es',
    [['perdí a mi tío hace un mes', 'concerns', { concerns: ['grief'] }]],
  ],
  ['two options are not two people', 'es', [['se pueden tomar las dos', null, {}]]],
  [
    'words that only look like a concern are none',
    'en',
    [
      ['my phone died so online please', 'mode', { mode: 'online' }],
      ['is my number passed on to other companies', null, {}],
      ['who am i speaking with', 'concerns', {}],
      ['do you have a gender neutral restroom', null, {}],
    ],
  ],
  [
    'a word inside another is no concern',
    'es',
    [
      ['es para mi sobrino de 25 años', 'for_whom', { for_whom: 'other_adult' }],
      ['solo puedo los lunes', 'concerns', { availability: [{ days: ['mon'], ...day }] }],
    ],
  ],
  [
    'where the work wears out, both stress and work are meant',
    'en',
    [['burned out from nursing', 'concerns', { concerns: ['stress', 'work'] }]],
  ],
  [
    'losing patience with children is anger and parenting',
    'en',
    [['i scream at my kids all day', 'concerns', { concerns: ['anger', 'parenting'] }]],
  ],
  [
    'a place named beside a concern is no way to meet',
    'en',
    [['stress at the office', 'concerns', { concerns: ['stress', 'work'] }]],
  ],
  [
    'nights and weekends that tell a concern are no time to come',
    'en',
    [['awake most nights', 'concerns', { concerns: ['sleep'] }]],
  ],
  [
    'days and hours at work are no time to come',
    'en',
    [['i work mon to thu, so just fridays', 'availability', { availability: [{ days: ['fri'], ...day }] }]],
  ],
  ['opening hours asked for are no time to come', 'en', [['are you open on sundays', 'availability', {}]]],
  [
    'letters stand for days',
    'en',
    [
      [
        'm w f after 4',
        'availability',
        { availability: [{ days: ['mon', 'wed', 'fri'], from: '16:00', to: '21:00' }] },
      ],
    ],
  ],
  [
    'a time to move to stands behind the old one',
    'en',
    [
      [
        'could my 11 oclock be moved to 3',
        null,
        { availability: [{ days: all, from: '15:00', to: '16:00' }] },
      ],
    ],
  ],
  ['"one" is no hour', 'en', [['i want to change one of my answers', null, {}]]],
  ['an age is no hour', 'es', [['mi hija de 12 no quiere ir', 'for_whom', { for_whom: 'child' }]]],
  [
    'a limit is a budget without a currency',
    'en',
    [
      [
        'only free fridays, max 70',
        'concerns',
        { availability: [{ days: ['fri'], ...day }], budget: { max: 70, ...usd } },
      ],
    ],
  ],
  ['what is preferred is no name', 'es', [['prefiero ir allá', 'mode', { mode: 'in_person' }]]],
  ['an address is no name', 'en', [['kim@example.net', 'name', { email: 'kim@example.net' }]]],
  [
    'a full stop ends a sentence, not an address',
    'en',
    [['i binge at night. can that be treated', null, { concerns: ['eating'] }]],
  ],
  ['a phone number may hold commas', 'en', [['202, 555, 0143', 'phone', { phone: '+12025550143' }]]],
  [
    'what is said of sharing in a group is no choice of a group',
    'es',
    [['lo pensé mejor y sí me animo a hablar en grupo', 'mode', { sharing: 'comfortable' }]],
  ],
  [
    'a place on a scale is told beside another',
    'en',
    [
      [
        'not in front of strangers, and privacy is a must',
        'sharing',
        { sharing: 'uncomfortable', privacy: 'high' },
      ],
    ],
  ],
  [
    'what does not make uncomfortable is comfortable, and the reverse',
    'en',
    [
      ['not uncomfortable', 'sharing', { sharing: 'comfortable' }],
      ["it doesn't make me uncomfortable", 'sharing', { sharing: 'comfortable' }],
      ['it makes me uncomfortable', 'sharing', { sharing: 'uncomfortable' }],
      ['not comfortable', 'sharing', { sharing: 'uncomfortable' }],
    ],
  ],
];

/** Messages that were once taken for something else, by their rule. */
const INTENT_KINDS: readonly (readonly [
  rule: string,
  lang: 'en' | 'es',
  intent: Intent,
  rows: readonly string[],
])[] = [
  [
    'to be tired of everything is no wish to delete it or to start over',
    'en',
    'none',
    [
      'im tired of everything',
      'i hate everything',
      'fed up with everything',
      'i lost everything',
      'everything is wrong',
    ],
  ],
  [
    'to delete everything is still said in few words',
    'en',
    'delete_my_data',
    ['delete everything', 'erase it all'],
  ],
  ['a day and its part are no greeting', 'en', 'answer', ['tomorrow morning']],
  [
    'what becomes of what was said is a matter of privacy',
    'en',
    'privacy_data',
    ['what do you do with that?', 'how long is it kept?'],
  ],
  ['one format alone is not compared', 'en', 'explain_group', ['pros and cons of group']],
];

let understander: Understander;
beforeAll(() => {
  understander = createUnderstander(phrases, { models, recognizers: null });
});

describe.each(KINDS)('%s', (_, lang, rows) => {
  it.each(rows)('%s (asked: %s)', async (text, asked, slots) => {
    expect((await understander.understand(text, { lang, asked })).slots).toEqual(slots);
  });
});

describe.each(INTENT_KINDS)('%s', (_, lang, intent, rows) => {
  it.each(rows)('%s', async (text) => {
    expect((await understander.understand(text, { lang, asked: null })).intent).toBe(intent);
  });
});
