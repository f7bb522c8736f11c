import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Activity } from 'botbuilder';
import type { Bot } from '../support/bot';
import type { Connector } from './connector';

/**
 * An activity as Teams sends it, from test/azure/activities: the shapes are those of Microsoft's documentation. Each call is
 * another person in another conversation; `more` changes parts of it.
 */
export function recorded(name: string, connector: Connector, more: object = {}): Activity {
  const text = readFileSync(join(__dirname, 'activities', `${name}.json`), 'utf8');
  const activity = JSON.parse(text) as Activity;
  const conversation = { ...activity.conversation, id: `${randomUUID()}/${activity.conversation.id}` };
  const from = { ...activity.from, id: `29:${randomUUID()}` };
  return { ...activity, conversation, from, serviceUrl: connector.url, ...more };
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
