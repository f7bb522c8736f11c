import { randomInt, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Activity } from 'botbuilder';
import type { Bot } from '../support/bot';
import type { Connector } from './connector';

const ACTIVITIES = join(__dirname, 'activities');

/**
 * An activity as a channel of Azure sends it, from test/azure/activities. Where the shapes are from: of Teams, Microsoft's
 * documentation; of Web Chat and Direct Line, traces that developers have published (Web Chat's pull request 1608 among them)
 * and what Web Chat's own source posts; of SMS, Microsoft's list of what each channel sends (messages alone) and published
 * bots that use its accounts. No trace of SMS was to be had, so nothing stands there but what all of those agree on. Each call
 * is another person in another conversation; `more` changes parts of it.
 */
export function recorded(name: string, connector: Connector, more: object = {}): Activity {
  const text = readFileSync(join(ACTIVITIES, `${name}.json`), 'utf8');
  const activity = JSON.parse(text) as Activity;
  const conversation = { ...activity.conversation, id: `${randomUUID()}/${activity.conversation.id}` };
  const from = { ...activity.from, id: anotherLike(activity.from.id) };
  return { ...activity, conversation, from, serviceUrl: connector.url, ...more };
}

/** A telephone number stays one: from it the country is told. */
function anotherLike(id: string): string {
  return id.startsWith('+') ? `+1303555${randomInt(1_000, 10_000)}` : `29:${randomUUID()}`;
}

/** Names of the recorded activities of a channel. */
export function recordings(channel: string): string[] {
  return readdirSync(join(ACTIVITIES, channel)).map((file) => `${channel}/${file.replace('.json', '')}`);
}

/** Posts it to the bot; the status and the body of the answer. */
export async function post(bot: Bot, activity: object): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${bot.url}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(activity),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}
