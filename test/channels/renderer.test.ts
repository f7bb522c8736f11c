import { capabilitiesOf } from '../../src/channels/capabilities';
import { createRenderer } from '../../src/channels/renderer';
import { loadContent } from '../../src/content/loadContent';
import type { Message } from '../../src/content/message';
import { contentFiles } from '../../src/places';

const content = loadContent(contentFiles({}));
const render = createRenderer(content);
const CHANNELS = ['directline', 'webchat', 'emulator', 'msteams', 'sms', 'telegram', 'slack', 'constructor'];

const question: Message = {
  parts: [{ key: 'question.mode.ask' }, { key: 'question.mode.why' }],
  asks: 'mode',
  choices: ['in_person', 'online', 'either'].map((id) => ({ id, label: { key: `choice.mode.${id}` } })),
};
const linked: Message = {
  parts: [{ key: 'crisis.call', params: { number: { link: 'tel:988', shown: '988' } } }],
  choices: [{ id: 'call', label: { key: 'crisis.choice.call', params: { number: '988' } }, link: 'tel:988' }],
};

const on = (channelId: string, message: Message, locale = 'en') =>
  render({ type: 'message', locale, channelData: { message } }, { channelId });

describe('a message of the bot', () => {
  it.each(CHANNELS)(
    'is complete as text on %s, in the language of the turn, with nothing of ours left inside',
    (channel) => {
      for (const locale of ['en', 'es']) {
        const shown = on(channel, question, locale);
        expect(shown.text).toContain(content.text('question.mode.ask', locale));
        expect(shown.text).not.toMatch(/question\.|choice\.|undefined|\[object/);
        expect(shown).toMatchObject({ locale });
        expect(shown.channelData).toBeUndefined();
      }
    },
  );

  it.each(CHANNELS)(
    'offers every choice on %s: as a button, or as a numbered line of the text',
    (channel) => {
      const shown = on(channel, question);
      const labels = ['In person', 'Online', 'Either'];
      if (capabilitiesOf(channel).choices === 'buttons') {
        expect(shown.suggestedActions?.actions.map(({ value }) => value as string)).toEqual(labels);
        expect(shown.text).not.toContain('1. In person');
      } else {
        labels.forEach((label, index) => expect(shown.text).toContain(`${index + 1}. ${label}`));
        expect(shown.suggestedActions).toBeUndefined();
      }
    },
  );

  it('carries its ids for clients on Direct Line, and on no channel of others', () => {
    expect(on('directline', question).entities).toEqual([
      { type: 'triage', keys: ['question.mode.ask', 'question.mode.why'], asks: 'mode' },
    ]);
    for (const channel of ['msteams', 'sms', 'telegram'])
      expect(on(channel, question).entities).toBeUndefined();
  });

  it('has links where they open, and the bare digits where they do not', () => {
    expect(on('directline', linked).text).toContain('[988](tel:988)');
    expect(on('sms', linked).text).toMatch(/call 988 /i);
    expect(on('sms', linked).text).not.toContain('tel:');
  });

  it('has buttons that call where buttons can, and that send their label elsewhere', () => {
    expect(on('directline', linked).suggestedActions?.actions[0]).toMatchObject({
      type: 'call',
      value: 'tel:988',
    });
    expect(on('msteams', linked).suggestedActions?.actions[0]).toMatchObject({ type: 'imBack' });
  });

  it('passes what is no message of ours as it is', () => {
    expect(render({ type: 'typing' }, { channelId: 'sms' })).toEqual({ type: 'typing' });
  });
});
