import type { Activity } from 'botbuilder';
import { newsMessage } from '../../dialogs/bookingNews';
import type { Services } from '../../dialogs/services';
import type { News } from '../../src/booking/systems/answers';
import type { BookingView } from '../../src/booking/types';
import type { Message } from '../../src/content/message';
import { crisisHelp, crisisReply, pastNote } from '../../src/crisis/help';
import { act, transcripts } from '../conversations/transcripts';
import { ACUTE, COUNTRIES, LANGUAGES, content } from '../crisis/helpCases';
import { next, sam, say, waitsFor } from '../handoff/waiting';
import type { Bot } from '../support/bot';
import type { Visitor } from '../support/visitor';
import { times } from '../support/long';
import { readSet } from '../understanding/phraseSets';

/** What the bot said in one turn, before any channel gave it a form. */
export interface Turn {
  readonly messages: Message[];
}

/** Keeps what passes through the renderer, turn by turn. */
export class Recorder {
  private readonly turns = new Map<string, Turn>();

  hear(activity: Partial<Activity>, incoming: Pick<Activity, 'channelId'> & { id?: string }): void {
    const { message } = (activity.channelData ?? {}) as { message?: Message };
    if (!message) return;
    const turn = this.turns.get(incoming.id ?? '') ?? { messages: [] };
    turn.messages.push(message);
    this.turns.set(incoming.id ?? '', turn);
  }

  get all(): readonly Turn[] {
    return [...this.turns.values()];
  }
}

/**
 * What the visitors of the transcripts do, and somebody whom staff join. At full length also a message of every intent and
 * every button, in each language.
 */
export async function driveEverything(bot: Bot, pass: (minutes: number) => void): Promise<void> {
  for (const { language, steps } of transcripts) await transcript(bot, language, steps, pass);
  await withStaff(bot, 'en');
  for (const language of LANGUAGES.slice(0, times(0, LANGUAGES.length))) {
    await sayEveryIntent(bot, language);
    await pressEveryButton(bot, language);
  }
}

async function transcript(
  bot: Bot,
  language: string,
  steps: (typeof transcripts)[number]['steps'],
  pass: (minutes: number) => void,
): Promise<void> {
  let visitor = await bot.visitor(language);
  let reference = '';
  for (const step of steps) {
    pass(step.after ?? 0);
    if (step.anew) visitor = await bot.visitor(language);
    await act(visitor, step, reference);
    reference = visitor.last.find(({ booking }) => booking)?.booking?.reference ?? reference;
  }
}

/** A message of every intent, in the middle of a question, so that the question comes again behind the answer. */
async function sayEveryIntent(bot: Bot, language: string): Promise<void> {
  const set = readSet('dev').filter(({ lang, asked }) => lang === language && asked === null);
  const one = new Map(set.map(({ intent, text }) => [intent, text]));
  for (const text of one.values()) {
    const visitor = await bot.visitor(language);
    await visitor.pick('menu.preferences');
    await visitor.pick('consent.yes');
    await visitor.say(text);
  }
}

const TYPED: Readonly<Record<string, string>> = {
  name: 'Robin Vale',
  phone: '303 555 0117',
  email: 'robin.vale@example.com',
  budget: '80',
  reference: 'K7M4QD',
};
/** Presses that are made in one conversation before a new one begins. */
const PRESSES = 30;

/** Goes through conversations and presses what was not pressed before, until nothing is new. */
async function pressEveryButton(bot: Bot, language: string): Promise<void> {
  const pressed = new Set<string>();
  for (let before = -1; pressed.size > before;) {
    before = pressed.size;
    const visitor = await bot.visitor(language);
    for (let count = 0; count < PRESSES; count++) await press(visitor, pressed);
  }
}

async function press(visitor: Visitor, pressed: Set<string>): Promise<void> {
  const { asks, choices } = visitor;
  const id = (label: string): string => `${asks ?? ''} ${label.replace(/\d.*/, '')}`;
  const fresh = choices.find((label) => !pressed.has(id(label)));
  const typed = TYPED[asks ?? ''];
  const label = fresh ?? typed ?? choices[pressed.size % Math.max(1, choices.length)] ?? 'menu';
  if (fresh !== undefined) pressed.add(id(label));
  await visitor.say(label);
}

/** A person joins, writes, and leaves. */
async function withStaff(bot: Bot, language: string): Promise<void> {
  const visitor = await bot.visitor(language);
  const caseId = await waitsFor(bot.app, visitor, 'yes');
  await bot.app.live.join(caseId, sam);
  await next(visitor);
  await say(bot.app, caseId, 'Hello, one seat is left.');
  await next(visitor);
  await bot.app.live.leave(caseId, sam);
  await next(visitor, 2);
}

const NEWS: readonly News[] = ['confirmed', 'declined', 'moved', 'not_moved', 'cancelled', 'unanswered'];
const VIEW = {
  id: 'b1',
  kind: 'appointment',
  status: 'pending',
  reference: 'K7M4QD',
  startsAt: '2026-12-02T17:30:00-07:00',
  zone: 'America/Denver',
} as unknown as BookingView;

/** What no visitor brings about by themselves: news of bookings, and help for every kind of crisis and country. */
export function unasked(): readonly Turn[] {
  const services = { content } as Services;
  const news = NEWS.map((one) => newsMessage(one, VIEW, services));
  const help = COUNTRIES.flatMap((country) =>
    LANGUAGES.flatMap((language) => {
      const lines = { helplines: content.helplines(country), language };
      const acute = ACUTE.flatMap((tier) => [
        ...[false, true].map((again) => crisisHelp(tier, { ...lines, country, again, told: true })),
        ...['call', 'text', 'practice', 'safe', 'continue'].map((choice) => crisisReply(choice, tier, lines)),
      ]);
      return [...acute, pastNote(lines)];
    }),
  );
  return [...news, ...help].map((message) => ({ messages: [message] }));
}
