import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { checkSignature } from '../../../src/channels/twilio/checkSignature';
import { refusal } from '../../support/refusal';

const account = { authToken: 'a-token-of-the-tests', url: 'https://chat.example.org/channels/twilio' };
const text = { MessageSid: 'SM0123456789', From: '+13035550111', Body: 'hello', MediaUrl: ['a', 'b'] };
const signed = (form: object, { authToken, url } = account) =>
  getExpectedTwilioSignature(authToken, url, form as Record<string, unknown>);

it('lets pass what Twilio has signed for our address', () => {
  expect(() => checkSignature(account, signed(text), text)).not.toThrow();
});

it.each([
  ['no signature', undefined],
  ['an empty one', ''],
  ['that of another text', signed({ ...text, Body: 'x' })],
  ['one for another address', signed(text, { ...account, url: `${account.url}/` })],
  ['one by another account', signed(text, { ...account, authToken: 'another' })],
])('lets nothing pass with %s', (_what, signature) => {
  expect(() => checkSignature(account, signature, text)).toThrow(refusal('TWILIO_UNAUTHORIZED', 403));
});
