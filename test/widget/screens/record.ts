import type { Content } from '../../../src/content/types';
import type { Bot } from '../../support/bot';
import type { Said } from '../scriptedServer';

/** One step of a recorded conversation. */
export interface Step {
  /** The screen that it leads to, when it is one to look at. */
  readonly screen?: string;
  /** What the visitor says; empty at the start. */
  readonly says: string;
  readonly answers: readonly Said[];
}

interface Wire {
  readonly type: string;
  readonly text?: string;
  readonly locale?: string;
  readonly from?: { readonly role?: string };
  readonly attachments?: readonly object[];
  readonly entities?: readonly {
    readonly type?: string;
    readonly days?: readonly { readonly label: string }[];
  }[];
  readonly suggestedActions?: { readonly actions: readonly { readonly title: string }[] };
}

/** What the visitor does: presses the button of a content key or at a place, types, or picks a day of the calendar. */
type Act = { readonly screen?: string } & (
  | { readonly pick: string | number }
  | { readonly typed: { readonly en: string; readonly es: string } }
  | { readonly day: number }
);

/** The way through every screen that the bot has a form of its own for. */
const WAY: readonly Act[] = [
  { pick: 'menu.explain' },
  { pick: 'choice.format.group', screen: 'explaining' },
  { typed: { en: 'what can you do', es: 'qué puedes hacer' } },
  { pick: 'menu.preferences' },
  { pick: 'consent.yes', screen: 'preferences' },
  { pick: 'choice.for_whom.self', screen: 'many choices' },
  { pick: 'choice.concerns.stress' },
  { pick: 'choice.attention.important' },
  { pick: 'choice.sharing.unsure' },
  { pick: 'choice.skip' },
  { pick: 'choice.pace.own' },
  { typed: { en: '90', es: '90' } },
  { pick: 'choice.availability.any_time' },
  { pick: 'choice.mode.either' },
  { pick: 'choice.format.either', screen: 'comparison' },
  { pick: 'choice.format.individual', screen: 'openings' },
  { day: 3, screen: 'a day of the calendar' },
  { pick: 0, screen: 'name' },
  { typed: { en: 'Robin Vale', es: 'Robin Vale' } },
  { typed: { en: '303 55', es: '303 55' }, screen: 'phone refused' },
  { typed: { en: '303 555 0117', es: '303 555 0117' }, screen: 'before it is booked' },
  { pick: 'booking.answer.yes', screen: 'booked' },
  { typed: { en: 'I want to die', es: 'quiero morir' }, screen: 'crisis' },
  { typed: { en: 'my husband hits me', es: 'mi esposo me pega' }, screen: 'abuse' },
];

/** Goes the whole way with the real bot and keeps what it answers, so that the same screens can be shown again and again. */
export async function record(bot: Bot, language: 'en' | 'es'): Promise<readonly Step[]> {
  const { content } = bot.app;
  const line = await Line.open(bot.url, language);
  const steps: Step[] = [{ screen: 'greeting', says: '', answers: (await line.read()).map(said) }];
  for (const act of WAY) {
    const says = words(act, steps.at(-1), content, language);
    await line.send(says);
    const answers = (await line.read()).map(said);
    steps.push({ says, answers, ...(act.screen !== undefined && { screen: act.screen }) });
  }
  return steps;
}

function words(act: Act, last: Step | undefined, content: Content, language: 'en' | 'es'): string {
  if ('typed' in act) return act.typed[language];
  const { actions = [], triage } = last?.answers.at(-1) ?? {};
  if ('day' in act) return (triage as { days: { label: string }[] }).days[act.day]?.label ?? '';
  if (typeof act.pick === 'string') return content.text(act.pick, language);
  return (actions[act.pick] as { title: string }).title;
}

function said({ text = '', entities, suggestedActions, attachments }: Wire): Said {
  const triage = entities?.find(({ type }) => type === 'triage');
  return {
    text,
    ...(suggestedActions && { actions: suggestedActions.actions }),
    ...(triage && { triage }),
    ...(attachments && { attachments }),
  };
}

/** A visitor on Direct Line who keeps activities whole. */
class Line {
  private watermark = '';

  private constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly language: string,
  ) {}

  static async open(url: string, language: string): Promise<Line> {
    const { token, conversationId } = (await ask(`${url}/widget/token`, '', {})) as Record<string, string>;
    await ask(`${url}/v3/directline/conversations`, token ?? '', { locale: language });
    return new Line(`${url}/v3/directline/conversations/${conversationId}/activities`, token ?? '', language);
  }

  async send(text: string): Promise<void> {
    await ask(this.url, this.token, { type: 'message', text, locale: this.language });
  }

  /** What the bot has said since the last look. */
  async read(): Promise<readonly Wire[]> {
    const set = (await ask(`${this.url}?watermark=${this.watermark}`, this.token)) as {
      activities: readonly Wire[];
      watermark: string;
    };
    this.watermark = set.watermark;
    return set.activities.filter(({ type, from }) => type === 'message' && from?.role === 'bot');
  }
}

async function ask(url: string, token: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: {
      'Content-Type': 'application/json',
      ...(token !== '' && { Authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}
