import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Asks, BookingNote } from '../../src/content/message';
import type { Content } from '../../src/content/types';
import type { FormatReasons } from '../../src/fit/types';

/** A message of the bot, as a client on Direct Line gets it. */
export interface Said {
  readonly text: string;
  readonly locale: string;
  readonly keys: readonly string[];
  readonly asks: Asks | null;
  /** Labels of the buttons. */
  readonly choices: readonly string[];
  /** Days that can be picked, with a list of openings. */
  readonly days?: readonly { readonly date: string; readonly label: string; readonly shown?: boolean }[];
  readonly booking?: BookingNote;
  readonly comparison?: { readonly formats: readonly FormatReasons[] };
  readonly escalation?: { readonly tier: string; readonly country: string };
  /** A person in the conversation. */
  readonly live?: { readonly state: string; readonly name: string };
}

/** The part of an activity that is read here. */
export interface Wire {
  readonly type: string;
  readonly text?: string;
  readonly locale?: string;
  readonly from?: { readonly role?: string };
  readonly entities?: readonly Record<string, unknown>[];
  readonly suggestedActions?: { readonly actions: readonly { readonly title: string }[] };
}

/** A visitor on Direct Line over HTTP: says things and gets what the bot answered. */
export class Visitor {
  private watermark = '';
  /** What the bot said last. */
  last: readonly Said[] = [];

  private constructor(
    private readonly url: string,
    readonly token: string,
    readonly conversationId: string,
    private readonly locale: string,
    private readonly content: Content,
  ) {}

  static async open(url: string, locale: string, content: Content): Promise<Visitor> {
    const { token } = (await post(`${url}/widget/token`, {})) as { token: string };
    const path = `${url}/v3/directline/conversations`;
    const { conversationId } = (await post(path, { locale }, token)) as { conversationId: string };
    const visitor = new Visitor(url, token, conversationId, locale, content);
    visitor.last = await visitor.read();
    return visitor;
  }

  /** The same visitor on a later day: the token of the earlier visit opens the same conversation again. */
  async returning(): Promise<Visitor> {
    const renewed = (await post(`${this.url}/widget/token`, {}, this.token)) as { token: string };
    const back = new Visitor(this.url, renewed.token, this.conversationId, this.locale, this.content);
    back.watermark = this.watermark;
    back.last = this.last;
    return back;
  }

  /** The same visitor talking to a bot that was started again elsewhere on the same store. */
  movedTo(url: string): Visitor {
    const moved = new Visitor(url, this.token, this.conversationId, this.locale, this.content);
    moved.watermark = this.watermark;
    moved.last = this.last;
    return moved;
  }

  /** Sends a message; resolves with what the bot answered when the turn is through. */
  async say(text: string, more: object = {}): Promise<readonly Said[]> {
    await this.send({ type: 'message', text, ...more });
    this.last = await this.read();
    return this.last;
  }

  /** Presses the button whose label is the content key's. */
  pick(key: string, params = {}): Promise<readonly Said[]> {
    return this.say(this.content.text(key, this.last.at(-1)?.locale ?? this.locale, params));
  }

  /** Presses the button at this place, from 0. */
  pickAt(index: number): Promise<readonly Said[]> {
    return this.say(this.choices[index] ?? '');
  }

  /** Sends any activity; resolves to its id. */
  async send(activity: object, clientActivityID: string = randomUUID()): Promise<string> {
    const path = `${this.url}/v3/directline/conversations/${this.conversationId}/activities`;
    const whole = { locale: this.locale, channelData: { clientActivityID }, ...activity };
    const { id } = (await post(path, whole, this.token)) as { id: string };
    return id;
  }

  /** What the bot has said since the last look. */
  async read(): Promise<readonly Said[]> {
    const path = `${this.url}/v3/directline/conversations/${this.conversationId}/activities`;
    const response = await fetch(`${path}?watermark=${this.watermark}`, { headers: bearer(this.token) });
    if (response.status === 429) {
      await sleep(Number(response.headers.get('retry-after')) * 1_000);
      return this.read();
    }
    const body = (await response.json()) as { activities: readonly Wire[]; watermark: string };
    this.watermark = body.watermark;
    return body.activities.filter(({ type, from }) => type === 'message' && from?.role === 'bot').map(saidOf);
  }

  /** What is being asked now. */
  get asks(): Asks | null {
    return this.last.at(-1)?.asks ?? null;
  }

  get choices(): readonly string[] {
    return this.last.at(-1)?.choices ?? [];
  }

  /** Content keys of everything the bot said last. */
  get keys(): readonly string[] {
    return this.last.flatMap(({ keys }) => keys);
  }
}

/** A message as clients get it. */
export function saidOf({ text = '', locale = '', entities = [], suggestedActions }: Wire): Said {
  const triage = entities.find(({ type }) => type === 'triage') as Partial<Said> | undefined;
  const choices = suggestedActions?.actions.map(({ title }) => title) ?? [];
  return { keys: [], asks: null, ...triage, text, locale, choices };
}

async function post(url: string, body: object, token?: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(token !== undefined && bearer(token)) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

function bearer(token: string): { Authorization: string } {
  return { Authorization: `Bearer ${token}` };
}
