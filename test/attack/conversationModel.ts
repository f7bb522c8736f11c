import { randomUUID } from 'node:crypto';
import type { App } from '../../src/app';
import type { Slots } from '../../src/understanding/types';
import type { Said } from '../support/visitor';
import { saidOf } from '../support/visitor';
import type { Step } from './steps';

/** Questions whose answer is one of the labels shown. */
const BY_LABEL = ['for_whom', 'attention', 'sharing', 'privacy', 'pace', 'mode', 'format'] as const;
/** Choices by which answers are thrown away on purpose. */
const TAKE_AWAY = ['consent.no', 'sure.do.start_over', 'sure.do.delete_my_data', 'booking.answer.contact'];

/**
 * A visitor on Direct Line and what is known of them: what is asked, what they answered. Says each step and collects what
 * the bot did against its promises.
 */
export class ConversationModel {
  /** What went against a promise, in words, with the step. */
  readonly broken: string[] = [];
  /** Activities posted. */
  posted = 0;
  private token = '';
  private id = '';
  private userId = '';
  private watermark = '';
  private last: Said | undefined;
  private step: Step | undefined;

  constructor(private readonly app: App) {}

  async begin(locale: string): Promise<void> {
    const { directLine } = this.app;
    const { token, userId, conversationId } = await directLine.widgetToken(undefined);
    [this.token, this.userId, this.id] = [`Bearer ${token}`, userId, conversationId];
    await directLine.start(this.token, { locale }, { origin: 'http://localhost' });
    this.heard(await this.read());
  }

  /** Takes a step and holds the bot to its promises. */
  async take(step: Step): Promise<void> {
    this.step = step;
    switch (step.kind) {
      case 'press':
        return this.press(step.at);
      case 'say':
        return void (await this.says(step.text));
      case 'cry':
        return this.cries(step.text, step.inCard);
      case 'twice':
        return this.twice(step.text);
      case 'odd':
        return this.odd(step.activity);
      case 'anew':
        return this.anew();
    }
  }

  private async press(at: number): Promise<void> {
    const choices = this.last?.choices ?? [];
    if (choices.length === 0) return void (await this.says('ok'));
    const label = choices[at % choices.length] ?? '';
    const { asks } = this.last ?? {};
    const slot = BY_LABEL.find((one) => one === asks);
    const locale = this.last?.locale ?? 'en';
    const { content } = this.app;
    const question = content.questions.find((one) => one.slot === slot);
    const value = question?.choices.find((one) => content.text(`choice.${slot}.${one}`, locale) === label);
    const before = await this.answers();
    await this.says(label);
    const after = await this.answers();
    if (slot && value !== undefined && after[slot] !== value && before.consent)
      this.breaks(`the answer ${value} to ${slot} was not kept`);
  }

  /** Anything in words. What was answered to other questions stays, unless it is thrown away on purpose. */
  private async says(text: string): Promise<readonly Said[]> {
    const { asks } = this.last ?? {};
    const thrown = this.throwsAway(text);
    const before = await this.answers();
    const said = await this.post({ type: 'message', text });
    if (said.length === 0) this.breaks('no answer');
    const after = await this.answers();
    // A no to being asked for consent throws answers away, in whatever words.
    if (!thrown && asks !== 'consent')
      for (const slot of Object.keys(before) as (keyof Slots)[])
        if (slot !== asks && after[slot] === undefined) this.breaks(`the answer to ${slot} was lost`);
    return said;
  }

  /** By a choice, its number or a yes; going back takes the answer before back. */
  private throwsAway(text: string): boolean {
    const { keys = [], choices = [], locale = 'en' } = this.last ?? {};
    const said = choices[Number(text) - 1] ?? text;
    const isSure = keys.some((key) => key.startsWith('sure.'));
    const labels = TAKE_AWAY.map((key) => this.app.content.text(key, locale));
    return text === 'back' || labels.includes(said) || (isSure && text === 'yes');
  }

  private async cries(text: string, inCard: boolean): Promise<void> {
    const before = await this.answers();
    const said = await this.post(
      inCard ? { type: 'message', text: '', value: { answer: { deep: [text] } } } : { type: 'message', text },
    );
    if (said[0]?.escalation === undefined) this.breaks('help did not come first');
    const after = await this.answers();
    for (const [slot, value] of Object.entries(before))
      if (slot !== 'concerns' && JSON.stringify(after[slot as keyof Slots]) !== JSON.stringify(value))
        this.breaks(`a cry for help changed the answer to ${slot}`);
  }

  /** The same message again, as a client does that got no acknowledgement: answered once. */
  private async twice(text: string): Promise<void> {
    const channelData = { clientActivityID: randomUUID() };
    await this.post({ type: 'message', text, channelData });
    const held = this.last;
    if ((await this.post({ type: 'message', text, channelData })).length > 0)
      this.breaks('a message that came twice was answered twice');
    this.last = held;
  }

  /** Whatever else a client may post: taken or refused, never a failure. */
  private async odd(activity: object): Promise<void> {
    const { last } = this;
    if ((await this.post(activity)).length === 0) this.last = last;
  }

  private async anew(): Promise<void> {
    // While help is open, words that throw answers away only lead on: said in despair, they are not meant for the bot.
    const times = 2;
    // In the visitor's own language: in another one, it is a name where a name was asked for.
    const words = (): string => (this.last?.locale === 'es' ? 'empezar de nuevo' : 'start over');
    const asked = (): boolean => this.last?.keys.includes('sure.start_over') ?? false;
    for (let said = 0; said < times && !asked(); said += 1) await this.says(words());
    if (asked()) await this.says(this.app.content.text('sure.do.start_over', this.last?.locale ?? 'en'));
    const left = Object.keys(await this.answers()).filter((one) => one !== 'consent');
    if (left.length > 0 || this.last?.asks !== 'menu')
      this.breaks(`start over left ${left.join()} and asks ${String(this.last?.asks)}`);
  }

  /** Posts, reads what came, and holds it against what is promised of every answer. */
  private async post(activity: object): Promise<readonly Said[]> {
    this.posted += 1;
    try {
      const { directLine } = this.app;
      await directLine.post(await directLine.member(this.token, this.id), activity);
    } catch (error) {
      const { status = 500, message, cause } = error as { status?: number } & Error;
      if (status >= 500) this.breaks(`${status}: ${message} ${String(cause)}`);
    }
    const said = await this.read();
    this.heard(said);
    if (said.filter(({ asks }) => asks !== null).length > 1) this.breaks('two questions are open');
    if (said.some(({ text }) => text.trim() === '')) this.breaks('an answer without words');
    return said;
  }

  private heard(said: readonly Said[]): void {
    this.last = said.at(-1) ?? this.last;
  }

  private async read(): Promise<readonly Said[]> {
    const { directLine } = this.app;
    await directLine.member(this.token, this.id);
    const { activities, watermark } = await directLine.read(this.id, this.watermark);
    this.watermark = watermark;
    return activities
      .filter(({ type, from }) => type === 'message' && from?.role === 'bot')
      .map((one) => saidOf(one as Parameters<typeof saidOf>[0]));
  }

  /** The answers that are kept, and whether the visitor agreed to that. */
  private async answers(): Promise<Slots & { consent?: boolean }> {
    const [row] = await this.app.db.query<{ value: string }>('SELECT value FROM documents WHERE key = ?', [
      `visitor/directline/${this.userId}`,
    ]);
    type State = { answers?: Slots; consent?: { given: boolean } };
    const { answers, consent }: State = row ? (JSON.parse(row.value) as State) : {};
    return { ...answers, ...(consent?.given && { consent: true }) };
  }

  private breaks(what: string): void {
    this.broken.push(
      `${what} (${JSON.stringify(this.step).slice(0, 200)}, asks: ${this.last?.asks ?? 'nothing'}, says: ${this.last?.keys.join() ?? ''})`,
    );
  }
}
