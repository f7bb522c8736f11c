import type { Activity } from 'botbuilder';
import pino from 'pino';
import { AzureChannel } from '../../src/channels/azure/azureChannel';
import { Audit } from '../../src/staff/audit';
import { TeamsClaims } from '../../src/staff/teamsClaims';
import { Connector } from '../azure/connector';
import { post, recorded } from '../azure/recorded';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';

const CHANNEL = '19:alerts@thread.tacv2';

let bot: Bot;
let connector: Connector;
let azure: AzureChannel;
let claims: TeamsClaims;
const lines: string[] = [];
beforeAll(async () => {
  connector = await Connector.start();
  bot = await startBot({ env: { ALLOW_ANONYMOUS: '1' } });
  const { db, content } = bot.app;
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  claims = new TeamsClaims({ db, content, now: Date.now, log, channel: CHANNEL, publicUrl: undefined });
  azure = new AzureChannel({
    ...{ serviceUrlHosts: [], middleware: [], answered: () => false },
    logic: (context) => claims.answer(context),
  });
});
afterAll(async () => {
  await bot.stop();
  await connector.stop();
});

interface Card {
  readonly body: readonly { readonly text: string }[];
  readonly actions?: readonly object[];
}

/** An alert about a new crisis; its reference. */
async function alert(): Promise<string> {
  await post(bot, recorded('message', connector, { text: 'i want to kill myself' }));
  const [row] = await bot.app.db.query<{ reference: string }>(
    "SELECT reference FROM cases WHERE kind = 'escalation' AND status = 'open'",
  );
  connector.taken.length = 0;
  connector.paths.length = 0;
  return row?.reference ?? '';
}

/** The button of the alert's card, as it comes from the channel. */
function press(claim: string, who: string, more: object = {}): Activity {
  return recorded('invoke-claim', connector, {
    conversation: { id: `${CHANNEL};messageid=1485983408511`, isGroup: true, conversationType: 'channel' },
    from: { id: `29:${who}`, name: who, aadObjectId: `aad-${who}` },
    value: { action: { type: 'Action.Execute', verb: 'claim', data: { claim } } },
    ...more,
  });
}

/** What the sender of an invoke is answered. */
async function answer(activity: Activity): Promise<Card> {
  let answered: unknown;
  const respond = { send: (_status: number, body?: unknown) => (answered = body) };
  await azure.handle({ body: activity, headersDistinct: {} }, respond);
  return (answered as { value: Card }).value;
}

const wordsOf = ({ body }: Card): string => body.map(({ text }) => text).join(' ');
const caseOf = async (reference: string) =>
  (await bot.app.db.query('SELECT status, acknowledged_by FROM cases WHERE reference = ?', [reference]))[0];

describe('an alert in the Teams channel of the staff', () => {
  it('is taken on by its button: recorded with who, said to all, and not told to the second contact', async () => {
    const reference = await alert();
    const card = await answer(press(reference, 'Ana'));
    expect(wordsOf(card)).toContain('Ana');
    expect(card.actions).toBeUndefined();
    expect(await caseOf(reference)).toEqual({ status: 'acknowledged', acknowledged_by: 'teams:aad-Ana' });
    const [row] = await new Audit(bot.app.db, Date.now).page(1);
    expect(row).toMatchObject({ member: 'teams:aad-Ana', action: 'case.take', subject: `case/${reference}` });
    // The message that everybody sees is changed too.
    expect(connector.paths.at(-1)).toMatch(/activities\/1485983408777$/);
    expect(JSON.stringify(connector.taken.at(-1))).toContain('Ana');
  });

  it('says the same to the same press again, and that it is taken to anybody else', async () => {
    const reference = await alert();
    const first = await answer(press(reference, 'Ana'));
    expect(await answer(press(reference, 'Ana'))).toEqual(first);
    const other = await answer(press(reference, 'Ben'));
    expect(wordsOf(other)).not.toMatch(/Ana|Ben/);
    expect(await caseOf(reference)).toMatchObject({ acknowledged_by: 'teams:aad-Ana' });
  });

  it('is taken on and answered where its card can not be changed, as when somebody has deleted it', async () => {
    const reference = await alert();
    connector.failures = [404];
    expect(wordsOf(await answer(press(reference, 'Ana')))).toContain('Ana');
    expect(await caseOf(reference)).toMatchObject({ acknowledged_by: 'teams:aad-Ana' });
    expect(lines.join()).toContain('CARD_NOT_CHANGED');
  });

  it('says nothing of what it is about', async () => {
    const card = JSON.stringify(await answer(press(await alert(), 'Ana')));
    expect(card).not.toMatch(/suicid|kill|abuse|urgent/i);
  });

  it('can be taken on from that channel alone, by Execute or by Submit', async () => {
    const reference = await alert();
    const submit = { type: 'message', value: { claim: reference } };
    expect(claims.takes(press(reference, 'Ana'))).toBe(true);
    expect(claims.takes(press(reference, 'Ana', submit))).toBe(true);
    for (const id of ['19:other@thread.tacv2', `${CHANNEL}x`, `a${CHANNEL}`]) {
      const conversation = { id, isGroup: true };
      expect(claims.takes(press(reference, 'Ana', { conversation }))).toBe(false);
      expect(claims.takes(press(reference, 'Ana', { ...submit, conversation }))).toBe(false);
    }
    expect(claims.takes(press(reference, 'Ana', { channelId: 'slack' }))).toBe(false);
    expect(claims.takes(press('nothing', 'Ana'))).toBe(false);
  });
});
