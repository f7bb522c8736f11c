import type { Helpline } from '../../src/content/types';
import { crisisHelp, crisisReply, emergencyNote, pastNote, type AcuteTier } from '../../src/crisis/help';
import { helpLines } from '../../src/crisis/helpLines';

const line = (use: Helpline['use'], link: string, more: Partial<Helpline> = {}): Helpline =>
  ({ id: use, use, link, number: link.replace(/^\w+:/, ''), ...more }) as Helpline;
const emergency = line('emergency', 'tel:911');
const talk = line('suicide', 'tel:988');
const text = line('text', 'sms:741741', { keyword: 'HOME' });
const abuse = line('abuse', 'tel:799');
const abuseText = line('abuse', 'sms:88788', { keyword: 'START' });
const child = line('child_abuse', 'tel:422');
const poison = line('poison', 'tel:222');
const directory = line('directory', 'https://findahelpline.com');
const all = [emergency, talk, text, abuse, abuseText, child, poison, directory];
const without = (...left: Helpline[]) => all.filter((one) => !left.includes(one));

const help = (tier: AcuteTier, helplines: readonly Helpline[] = all, more: object = {}) =>
  crisisHelp(tier, { helplines, country: 'US', language: 'en', ...more });
const keys = (...args: Parameters<typeof help>) => help(...args).parts.map(({ key }) => key);
const ids = (...args: Parameters<typeof help>) => (help(...args).choices ?? []).map(({ id }) => id);
/** Of a message the numbers shown, in order. */
const numbers = ({ parts }: ReturnType<typeof help>) =>
  parts.flatMap(({ params }) =>
    Object.values(params ?? {}).map((value) =>
      typeof value === 'object' ? (value as { shown: string }).shown : value,
    ),
  );

describe('the help of a country with every line', () => {
  it.each<[AcuteTier, string[]]>([
    [
      'ideation',
      ['crisis.call', 'crisis.text_keyword', 'crisis.emergency', 'crisis.trusted', 'crisis.findahelpline'],
    ],
    [
      'third_party',
      [
        ...['crisis.third_party.stay', 'crisis.third_party.line', 'crisis.text_keyword'],
        ...['crisis.emergency', 'crisis.trusted', 'crisis.findahelpline'],
      ],
    ],
    [
      'harm_others',
      [
        ...['crisis.harm_others.distance', 'crisis.emergency', 'crisis.call', 'crisis.text_keyword'],
        ...['crisis.trusted', 'crisis.findahelpline'],
      ],
    ],
    [
      'medical',
      ['crisis.medical.emergency', 'crisis.medical.poison', 'crisis.trusted', 'crisis.findahelpline'],
    ],
    [
      'abuse',
      [
        ...['crisis.abuse.safe_to', 'crisis.abuse.text_keyword', 'crisis.abuse.child', 'crisis.emergency'],
        ...['crisis.abuse.exit', 'crisis.abuse.no_exit', 'crisis.abuse.quiet', 'crisis.findahelpline'],
      ],
    ],
  ])('%s', (tier, rest) => {
    expect(keys(tier)).toEqual([`crisis.${tier}.acknowledge`, 'crisis.automated', ...rest]);
  });

  it('names each number with its link, and the word to send', () => {
    expect(numbers(help('ideation'))).toEqual(['988', '741741', 'HOME', '911', '//findahelpline.com']);
    expect(help('ideation').parts[2]?.params).toMatchObject({ number: { link: 'tel:988', shown: '988' } });
    expect(numbers(help('abuse'))).toEqual(['799', '88788', 'START', '422', '911', '//findahelpline.com']);
    expect(numbers(help('medical'))).toEqual(['911', '222', '//findahelpline.com']);
  });

  it('says what is for some rooms only there', () => {
    const where = help('abuse', all, { told: true }).parts.flatMap((part) => part.where ?? []);
    expect(where).toEqual(['quick_exit', 'no_quick_exit', 'room', 'room']);
    expect(keys('ideation', all, { told: true }).at(-1)).toBe('crisis.told');
    expect(keys('ideation', all, { told: false })).not.toContain('crisis.told');
  });

  it('is asked for as a crisis, and carries what is recorded', () => {
    expect(help('abuse')).toMatchObject({ asks: 'crisis', escalation: { tier: 'abuse', country: 'US' } });
  });

  it('offers to call, to text, the practice, to go on, and that one is safe', () => {
    expect(ids('ideation')).toEqual(['call', 'text', 'practice', 'continue', 'safe']);
    expect(ids('medical')).toEqual(['call', 'practice', 'continue', 'safe']);
    const [call, texting, practice] = help('abuse').choices ?? [];
    expect(call).toEqual({
      ...{ id: 'call', link: 'tel:799', label: { key: 'crisis.choice.call', params: { number: '799' } } },
    });
    expect(texting).toMatchObject({ link: 'sms:88788', label: { params: { number: '88788' } } });
    expect(practice).toEqual({ id: 'practice', label: { key: 'crisis.choice.practice' } });
  });
});

describe('a key to press for another language', () => {
  const pressing = line('suicide', 'tel:988', { keyword: '2' });
  const lines = [emergency, pressing, directory];

  it.each<[AcuteTier, string]>([
    ['ideation', 'crisis.call'],
    ['third_party', 'crisis.third_party.line'],
    ['abuse', 'crisis.abuse.general'],
  ])('is said directly behind the line: %s', (tier, key) => {
    const said = keys(tier, lines);
    expect(said[said.indexOf(key) + 1]).toBe('crisis.press');
    expect(numbers(help(tier, lines))).toContain('2');
  });

  it('is not said where there is none', () => {
    expect(keys('abuse', without(abuse))).not.toContain('crisis.press');
    expect(keys('third_party')).not.toContain('crisis.press');
  });
});

describe('a country that has not every line', () => {
  it('for abuse has the general line and its text line', () => {
    const said = keys('abuse', without(abuse, abuseText));
    expect(said.slice(2, 4)).toEqual(['crisis.abuse.general', 'crisis.abuse.text_keyword']);
    expect(numbers(help('abuse', without(abuse, abuseText))).slice(0, 2)).toEqual(['988', '741741']);
  });

  it('for abuse with a line but nothing to write to names no general text line', () => {
    expect(keys('abuse', without(abuseText))).not.toContain('crisis.abuse.text_keyword');
    expect(ids('abuse', without(abuseText))).toEqual(['call', 'practice', 'continue', 'safe']);
    expect(numbers(help('abuse', without(abuse)))).toContain('88788');
  });

  it('without a word to send says the number alone', () => {
    const plain = [emergency, talk, line('text', 'sms:741741'), directory];
    expect(keys('ideation', plain)).toContain('crisis.text');
    expect(keys('abuse', plain)).toContain('crisis.abuse.text');
  });

  it('without a line for poison has the general one, and without that none', () => {
    expect(keys('medical', without(poison))).toContain('crisis.medical.talk');
    expect(keys('medical', without(poison, talk)).slice(2)).toEqual([
      ...['crisis.medical.emergency', 'crisis.trusted', 'crisis.findahelpline'],
    ]);
  });

  it.each<[AcuteTier, string[]]>([
    ['ideation', ['crisis.emergency', 'crisis.no_line', 'crisis.text_keyword', 'crisis.trusted']],
    [
      'third_party',
      [
        ...['crisis.third_party.stay', 'crisis.emergency', 'crisis.no_line', 'crisis.text_keyword'],
        'crisis.trusted',
      ],
    ],
  ])('without anybody to call has the emergency number first and the directory once: %s', (tier, rest) => {
    expect(keys(tier, without(talk)).slice(2)).toEqual(rest);
  });

  it('without anybody to call has the emergency number to press', () => {
    expect(help('ideation', without(talk)).choices?.[0]).toMatchObject({ id: 'call', link: 'tel:911' });
    expect(ids('ideation', [directory])).toEqual(['practice', 'continue', 'safe']);
  });

  it('without any line has the directory, and nothing that names a number', () => {
    expect(keys('ideation', [directory]).slice(2)).toEqual(['crisis.no_line', 'crisis.trusted']);
    expect(keys('ideation', []).slice(2)).toEqual(['crisis.trusted']);
  });
});

describe('help that was said a moment ago', () => {
  const again = (tier: AcuteTier, lines: readonly Helpline[] = all) =>
    help(tier, lines, { again: true, told: true });

  it.each<[AcuteTier, string, string[]]>([
    ['ideation', 'crisis.again', ['988', '911']],
    ['abuse', 'crisis.abuse.again', ['799', '911']],
    ['medical', 'crisis.medical.again', ['911']],
  ])('is one sentence with its numbers: %s', (tier, key, shown) => {
    expect(again(tier).parts.map((part) => part.key)).toEqual([key]);
    expect(numbers(again(tier))).toEqual(shown);
  });

  it('without a line or an emergency number names what is there', () => {
    expect(again('ideation', without(talk)).parts.map(({ key }) => key)).toEqual([
      ...['crisis.emergency', 'crisis.no_line'],
    ]);
    expect(again('ideation', [talk, directory]).parts.map(({ key }) => key)).toEqual(['crisis.no_line']);
  });
});

describe('beside what is no crisis', () => {
  const options = { helplines: all, language: 'en' };

  it('what lies in the past is thanked for, with a line or the directory', () => {
    const past = (helplines: readonly Helpline[]) => pastNote({ helplines, language: 'en' }).parts;
    expect(past(all).map(({ key }) => key)).toEqual(['crisis.history.acknowledge', 'crisis.history.line']);
    expect(past(without(talk)).map(({ key }) => key)).toEqual([
      ...['crisis.history.acknowledge', 'crisis.history.directory'],
    ]);
    expect(numbers(pastNote(options))).toEqual(['988']);
  });

  it('the emergency number stands alone', () => {
    expect(emergencyNote(options)).toMatchObject([
      { key: 'crisis.emergency', params: { number: { link: 'tel:911', shown: '911' } } },
    ]);
    expect(emergencyNote({ ...options, helplines: [] })).toEqual([]);
  });

  const reply = (choice: string | undefined, tier: AcuteTier = 'ideation', helplines = all) =>
    crisisReply(choice, tier, { helplines, language: 'en' });

  it.each([
    ['call', ['crisis.call']],
    ['text', ['crisis.text_keyword']],
    ['practice', ['crisis.reply.practice', 'crisis.reply.now']],
    ['safe', ['crisis.reply.safe']],
    ['continue', ['crisis.reply.continue']],
    [undefined, ['crisis.reply.continue']],
    ['something else', ['crisis.reply.continue']],
  ])('a choice is answered: %s', (choice, said) => {
    expect(reply(choice).parts.map(({ key }) => key)).toEqual(said);
  });

  it('a choice to call is answered with the emergency number where there is nobody else', () => {
    expect(reply('call', 'ideation', without(talk)).parts.map(({ key }) => key)).toEqual([
      'crisis.emergency',
    ]);
    expect(numbers(reply('practice', 'ideation', without(talk)))).toEqual(['911']);
    expect(numbers(reply('practice', 'abuse'))).toEqual(['799']);
    expect(reply('text', 'medical').parts).toEqual([]);
  });
});

describe('a line', () => {
  it('in the visitor’s language comes before one for all, and one for others is none', () => {
    const spanish = line('suicide', 'tel:988', { languages: ['es'] });
    expect(helpLines([talk, spanish], 'es').talk).toBe(spanish);
    expect(helpLines([spanish, talk], 'en').talk).toBe(talk);
    expect(helpLines([spanish], 'en').talk).toBeUndefined();
  });

  it('is for what it is for, by the way that it is reached', () => {
    expect(helpLines(all, 'en')).toEqual({
      ...{ emergency, talk, text, abuse, abuseText, child, poison, directory },
    });
    const crossed = all.map((one) => ({ ...one, link: `fax:${one.number}` }));
    expect(Object.values(helpLines(crossed, 'en')).filter(Boolean)).toEqual([]);
  });
});
