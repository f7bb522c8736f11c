import fc from 'fast-check';
import type { Activity } from '../../src/widget/activity';
import { EMPTY, received, written } from '../../src/widget/transcript';
import type { Pending } from '../../src/widget/transcript';

const ME = 'dl_me';
const log: Activity[] = Array.from({ length: 12 }, (_, index) => ({
  id: `c|${index}`,
  type: 'message',
  text: String(index),
  from: { id: index % 3 === 0 ? ME : 'bot' },
  ...(index % 3 === 0 && { channelData: { clientActivityID: `mine-${index}` } }),
}));
const waiting = (id: string): Pending => ({ id, text: 'x', locale: 'en', at: '', status: 'sending' });

it('history, stream and polling may overlap as they like: everything stands there once, in order', () => {
  const piece = fc.tuple(fc.nat(log.length), fc.nat(log.length));
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      let transcript = EMPTY;
      let reached = 0;
      for (const [from, length] of pieces) {
        // A source may repeat anything but never skips what it has not sent.
        const start = Math.min(from, reached);
        transcript = received(transcript, log.slice(start, start + length), ME);
        reached = Math.max(reached, Math.min(log.length, start + length));
      }
      expect(transcript.messages).toEqual(log.slice(0, reached));
    }),
  );
});

it('a message that the server shows back no longer waits', () => {
  const before = written(written(EMPTY, waiting('mine-0')), waiting('mine-3'));
  expect(received(before, log.slice(0, 1), ME).pending.map((one) => one.id)).toEqual(['mine-3']);
});

it('somebody else cannot take away what waits by using its id', () => {
  const foreign = { ...(log[0] as Activity), from: { id: 'bot' } };
  expect(received(written(EMPTY, waiting('mine-0')), [foreign], ME).pending).toHaveLength(1);
});

it('the bot types until it has spoken', () => {
  const typing = received(EMPTY, [{ type: 'typing', id: 't', from: { id: 'bot' } }], ME);
  expect(typing).toMatchObject({ typing: true, messages: [] });
  expect(received(typing, log.slice(1, 2), ME).typing).toBe(false);
});
