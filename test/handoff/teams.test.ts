import { AzureChannel } from '../../src/channels/azure/azureChannel';
import { readConfig } from '../../src/config';
import { loadContent } from '../../src/content/loadContent';
import type { Carrier, Letter } from '../../src/handoff/carrier';
import { alertsConfigured, createCarriers } from '../../src/handoff/createCarriers';
import { contentFiles } from '../../src/places';
import { Connector } from '../azure/connector';

const content = loadContent(contentFiles({}));
const never = new AbortController().signal;
const CHANNEL = '19:alerts@thread.tacv2';

/** A letter with everything that a letter may hold. */
const letter = (topic: string, facts: Letter['facts'] = {}): Letter => ({
  ...{ id: '0b7f_teams', topic, at: Date.parse('2026-11-23T19:00:00Z') },
  facts: { case: 'c1', reference: 'K7M4QD', tier: 'abuse', channel: 'sms', language: 'es', ...facts },
});

describe('a message in a Teams channel', () => {
  let connector: Connector;
  let carrier: Carrier | undefined;
  beforeAll(async () => {
    connector = await Connector.start();
    const azure = new AzureChannel({
      ...{ serviceUrlHosts: [], middleware: [], answered: () => false },
      logic: () => Promise.resolve(),
    });
    const teams = {
      ...{ conversation: CHANNEL, serviceUrl: connector.url },
      post: azure.post.bind(azure),
    };
    [carrier] = createCarriers(content, { teams, publicUrl: 'https://chat.example.org' });
  });
  beforeEach(() => {
    connector.taken.length = 0;
    connector.failures = [];
  });
  afterAll(() => connector.stop());

  it('says that something came, with its reference and a link to it, and nothing of what it is about', async () => {
    await carrier?.deliver(letter('escalation.created'), never);
    const [activity] = connector.taken;
    expect(connector.paths.at(-1)).toBe(`/v3/conversations/${encodeURIComponent(CHANNEL)}/activities`);
    const card = activity?.attachments?.[0];
    expect(card?.contentType).toBe('application/vnd.microsoft.card.adaptive');
    expect(card?.content).toMatchObject({
      ...{ type: 'AdaptiveCard', version: '1.5' },
      actions: [
        { type: 'Action.Execute', verb: 'claim', data: { claim: 'K7M4QD' } },
        { type: 'Action.OpenUrl', url: 'https://chat.example.org/staff/cases/K7M4QD' },
      ],
    });
    const whole = JSON.stringify(activity);
    expect(whole).toContain('K7M4QD');
    expect(whole).not.toMatch(/abuse|suicid|self-harm|c1"/i);
  });

  it('is sent of crises, hand-offs and bookings, and of nothing that is ours alone', () => {
    const escalations = ['escalation.created', 'escalation.unacknowledged'];
    const topics = [...escalations, 'handoff.created', 'booking.created', 'booking.unanswered'];
    expect(topics.every((topic) => carrier?.takes(topic))).toBe(true);
    expect(['visitor.live', 'hub.initiate', 'hub.live'].some((topic) => carrier?.takes(topic))).toBe(false);
    expect(alertsConfigured(carrier ? [carrier] : [])).toBe(true);
  });

  it('leads to the booking that it is about, and to the console itself where it is about neither', async () => {
    const booking = {
      id: 'b',
      topic: 'booking.created',
      at: 0,
      facts: { booking: 'b1', reference: 'K7M4QD' },
    };
    await carrier?.deliver(booking, never);
    await carrier?.deliver({ ...booking, facts: {} }, never);
    const urls = connector.taken.map((activity) => JSON.stringify(activity.attachments?.[0]?.content));
    expect(urls[0]).toContain('"url":"https://chat.example.org/staff/bookings/K7M4QD"');
    expect(urls[1]).toContain('"url":"https://chat.example.org/staff"');
  });

  it('fails with the reason when the connector does not take it, to be tried again', async () => {
    connector.failures = [403];
    await expect(carrier?.deliver(letter('handoff.created'), never)).rejects.toMatchObject({
      ...{ code: 'CARRIER_FAILED', reason: 'HTTP 403' },
    });
  });

  it('needs an app id, and goes where replies may go', () => {
    const channel = `${CHANNEL} https://smba.trafficmanager.net/amer/`;
    expect(() => readConfig({ TEAMS_ALERT_CHANNEL: channel })).toThrow('MicrosoftAppId');
    expect(() => readConfig({ TEAMS_ALERT_CHANNEL: `${CHANNEL} http://insecure.example` })).toThrow();
    const elsewhere = `${CHANNEL} https://elsewhere.example/`;
    const app = { MicrosoftAppId: 'a', MicrosoftAppPassword: 'p', MicrosoftAppTenantId: 't' };
    expect(() => readConfig({ ...app, TEAMS_ALERT_CHANNEL: elsewhere })).toThrow('SERVICE_URL_HOSTS');
    expect(readConfig({ ...app, TEAMS_ALERT_CHANNEL: channel }).TEAMS_ALERT_CHANNEL).toEqual({
      ...{ conversation: CHANNEL, serviceUrl: 'https://smba.trafficmanager.net/amer/' },
    });
  });
});
