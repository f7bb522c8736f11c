import type { Middleware, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import { MainDialog } from '../../dialogs/main';
import type { Services } from '../../dialogs/services';
import { createRenderer } from '../channels/renderer';
import type { Content } from '../content/types';
import type { Look } from '../crisis/types';
import type { Carrier } from '../handoff/carrier';
import { alertsConfigured } from '../handoff/createCarriers';
import { createDesk } from '../handoff/createDesk';
import { promiseNow } from '../handoff/promiseNow';
import type { Escalation } from '../handoff/types';
import type { Metrics } from '../server/metrics';
import type { Database } from '../storage/types';
import { createBotLogic } from '../turn/botLogic';
import { deliver } from '../turn/deliver';
import { EscalationQueue } from '../turn/escalationQueue';
import { createTellLogic } from '../turn/live/tellLogic';
import { Safety } from '../turn/safety';
import type { SafetyOptions } from '../turn/safety';
import { createFit } from '../turn/texting/fitTurn';
import { TurnRunner } from '../turn/turnRunner';
import type { Logic } from '../turn/turnRunner';
import type { Understander } from '../understanding/types';
import type { Booking } from './booking';
import { countCommitted, countRecorded, counted } from './metrics';

/** The turns of all channels, with what stands in front of them. */
export interface Turns {
  readonly escalations: EscalationQueue;
  readonly middleware: readonly Middleware[];
  readonly run: (context: TurnContext) => Promise<void>;
  readonly runner: TurnRunner;
  readonly main: MainDialog;
  readonly services: Services;
  /** Says what waits for a visitor, as a turn. */
  readonly tell: (occasion: string) => Logic;
}

/** What the turns are wired from. */
export interface TurnParts {
  readonly content: Content;
  readonly look: Look;
  readonly understander: Understander;
  readonly db: Database;
  readonly booking: Booking;
  readonly carriers: readonly Carrier[];
  readonly metrics: Promise<Metrics>;
  /** Writes to somebody alone who wrote where others read along. */
  readonly privately: NonNullable<SafetyOptions['privately']>;
  readonly now: () => number;
  readonly log: Logger;
}

/** The turn that every channel shares: safety in front, the same logic behind. */
export function wireTurns(parts: TurnParts): Turns {
  const { content, look, understander, db, booking, carriers, metrics, privately, now, log } = parts;
  const render = createRenderer(content);
  const told = alertsConfigured(carriers);
  const safety = new Safety({ look, content, render, now, log, told, privately });
  const secondContactMinutes = content.profile.alerts?.secondContact?.afterMinutes;
  const hub = carriers.some((carrier) => carrier.takes('hub.initiate'));
  const promiseAt = (at: number) => promiseNow(content.profile, at);
  const desk = createDesk({ now, secondContactMinutes, promiseAt, hub });
  const recorded = (escalation: Escalation): void => countRecorded(metrics, escalation);
  const escalations = new EscalationQueue({ db, desk, now, log, recorded });
  const services = { content, ...booking, desk, understander };
  const main = new MainDialog(services);
  const logic = createBotLogic({ main, safety, content, desk, db, now, log });
  const runner = new TurnRunner({
    db,
    render,
    fit: createFit(content),
    now,
    deliver,
    committed: (context) => countCommitted(metrics, context),
  });
  const run = (context: TurnContext) =>
    counted(metrics, context, () => escalations.around(context, () => runner.run(context, logic)));
  const tell = createTellLogic({ main, content, db, now, log });
  return { escalations, middleware: [safety], run, runner, main, services, tell };
}
