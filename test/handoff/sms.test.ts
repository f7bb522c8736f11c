import { reachParams } from '../../dialogs/handoff';
import { createRenderer } from '../../src/channels/renderer';
import { smsParts } from '../../src/channels/smsParts';
import { loadContent } from '../../src/content/loadContent';
import type { Message } from '../../src/content/message';
import { contentFiles } from '../../src/places';

const content = loadContent(contentFiles({}));
const render = createRenderer(content);
const at = { at: '2026-12-07T15:30:00Z', zone: 'America/Denver' } as const;
const reach = { key: 'handoff.reach', params: reachParams(content.profile) };
const closed = { key: 'handoff.promise.closed', params: { from: { ...at, style: 'dateTime' as const } } };
const open = { key: 'handoff.promise.open', params: { until: { ...at, style: 'time' as const } } };
const params = { reference: 'K7M4QD' };
const choices = (...ids: string[]) => ids.map((id) => ({ id, label: { key: `handoff.${id}` } }));

const MESSAGES: Readonly<Record<string, Message>> = {
  'the offer out of hours': {
    parts: [reach, closed, { key: 'handoff.offer' }],
    choices: choices('leave', 'back'),
  },
  'the offer in office hours': {
    parts: [reach, open, { key: 'handoff.offer' }, { key: 'handoff.here_offer' }],
    choices: choices('leave', 'here', 'back'),
  },
  'what was passed on': { parts: [{ key: 'handoff.passed', params }, closed] },
  'that someone may join': { parts: [{ key: 'handoff.waiting', params }, open] },
  'whether they may read': {
    parts: [{ key: 'handoff.share.ask' }, { key: 'handoff.share.why' }],
    choices: choices('share.yes', 'share.no'),
  },
  'that someone joined': {
    parts: [{ key: 'live.joined', params: { name: 'Guadalupe' } }, { key: 'live.how_back' }],
  },
};

describe.each(['en', 'es'])('asking for a person by SMS (%s)', (locale) => {
  it.each(Object.entries(MESSAGES))('%s takes two parts at most', (_name, message) => {
    const said = { type: 'message', locale, channelData: { message } };
    const { text = '' } = render(said, { channelId: 'sms' });
    expect(text).not.toBe('');
    expect(smsParts(text).length).toBeLessThanOrEqual(2);
  });
});
