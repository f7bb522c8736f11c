import { ReplyPost, sendingWithin } from '../../src/channels/azure/replyPost';
import { Connector } from './connector';

const credentials = { signRequest: () => Promise.resolve() } as never;

it('replies that are to be over together are cut off then, and none is begun after it', async () => {
  const connector = await Connector.start();
  const post = new ReplyPost(connector.url, credentials);
  connector.failures = [200, 'hang'];
  const says = (text: string) => post.sendToConversation('c', { type: 'message', text });
  const [, cut, after] = await sendingWithin(2_000, async () => [
    await says('first'),
    await says('second').catch((error: unknown) => error),
    await says('third').catch((error: unknown) => error),
  ]);
  expect([cut, after]).toEqual(Array(2).fill(expect.objectContaining({ code: 'DELIVERY_FAILED' })));
  expect(connector.texts()).toEqual(['first']);
  await says('on its own');
  expect(connector.texts()).toEqual(['on its own']);
  await connector.stop();
});
