import { Connector } from '../azure/connector';
import { startBot } from './bot';
import type { Bot } from './bot';

/**
 * A whole bot with the Bot Framework's endpoint, open to anyone on this machine, and the connector that takes its answers:
 * both started and stopped with the suite, and the connector empty at each test.
 */
export function azureBot(): { readonly bot: Bot; readonly connector: Connector } {
  const azure = {} as { bot: Bot; connector: Connector };
  beforeAll(async () => {
    azure.connector = await Connector.start();
    azure.bot = await startBot({ env: { ALLOW_ANONYMOUS: '1' } });
  });
  afterAll(async () => {
    await azure.bot.stop();
    await azure.connector.stop();
  });
  beforeEach(() => azure.connector.clear());
  return azure;
}
