import type { PracticeProfile } from '../content/profile';
import { readDemand } from '../booking/createDemand';
import { readOutboxState } from '../handoff/outboxState';
import { readSafety, type SafetyFigures } from '../handoff/readSafety';
import { STEPS, readSteps, type Step } from '../storage/tally';
import type { Database } from '../storage/types';

const DAY_MS = 86_400_000;

/** What each step means to whoever reads the report. */
const NAMES: Readonly<Record<Step, string>> = {
  began: 'conversations',
  answering: 'answered questions about themselves',
  compared: 'saw the formats beside their answers',
  choosing: 'were offered times or groups',
  appointment: 'booked an appointment',
  group: 'booked a place in a group',
  callback: 'asked to be called back',
  waitlist: 'joined a waitlist',
  person: 'asked for a person',
};

/** The report's figures: counts alone, of nobody in particular. */
export interface Report {
  /** ISO 8601 dates. */
  readonly from: string;
  readonly to: string;
  readonly channels: readonly string[];
  /** Conversations that came to each step, by channel. */
  readonly steps: Readonly<Record<Step, Readonly<Record<string, number>>>>;
  readonly safety: SafetyFigures;
  readonly unmet: readonly { readonly people: number; readonly wish: string }[];
  readonly undelivered: number;
}

/** Reads the figures of the days up to now. */
export async function readReport(
  db: Database,
  profile: PracticeProfile,
  { days, now }: { days: number; now: number },
): Promise<Report> {
  const since = now - days * DAY_MS;
  const [rows, safety, demand, outbox] = await Promise.all([
    readSteps(db, since),
    readSafety(db, since),
    readDemand(db, profile, since),
    readOutboxState(db, now),
  ]);
  const channels = [...new Set(rows.map(({ channel }) => channel))].sort();
  const of = (step: Step, channel: string): number =>
    rows.find((row) => row.step === step && row.channel === channel)?.conversations ?? 0;
  const byChannel = (step: Step) =>
    Object.fromEntries(channels.map((channel) => [channel, of(step, channel)]));
  return {
    from: new Date(since).toISOString().slice(0, 10),
    to: new Date(now).toISOString().slice(0, 10),
    channels,
    steps: Object.fromEntries(STEPS.map((step) => [step, byChannel(step)])) as Report['steps'],
    safety,
    unmet: demand.slice(0, MOST).map(({ people, ...wish }) => ({ people, wish: wordsOf(wish) })),
    undelivered: outbox.dead,
  };
}

const MOST = 10;

/**
 * `npm run report`: how far conversations came, what the bot found of crises and how soon somebody took them on, and
 * what people wished for in vain.
 *
 * @param print takes one line
 */
export function printReport(report: Report, print: (line: string) => void): void {
  const { channels, steps, safety } = report;
  print(`From ${report.from} to ${report.to} (days in UTC)`);
  print('');
  const table = [
    ['', 'all', ...channels],
    ...STEPS.map((step) => {
      const counts = channels.map((channel) => steps[step][channel] ?? 0);
      return [NAMES[step], sum(counts), ...counts];
    }),
  ];
  printTable(table, print);
  print('');
  printTable([['crises found', 'all', 'taken on', 'minutes until then (median)'], ...crises(safety)], print);
  print(`second contact told: ${safety.secondContact}`);
  print(`messages that did not arrive and were given up: ${report.undelivered}`);
  if (report.unmet.length > 0) print('');
  for (const { people, wish } of report.unmet) print(`${people} wished in vain for: ${wish}`);
}

function crises({ tiers }: SafetyFigures): (string | number)[][] {
  return tiers.map(({ tier, found, taken, medianMinutes }) => [tier, found, taken, medianMinutes ?? '-']);
}

function wordsOf(wish: Readonly<Record<string, string>>): string {
  return Object.values(wish)
    .filter((value) => value !== 'any')
    .join(', ');
}

function printTable(rows: readonly (readonly (string | number)[])[], print: (line: string) => void): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => String(row[column] ?? '').length)),
  );
  for (const [first = '', ...cells] of rows) {
    const rest = cells.map((cell, column) => String(cell).padStart(widths[column + 1] ?? 0));
    print([String(first).padEnd(widths[0] ?? 0), ...rest].join('  ').trimEnd());
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, one) => all + one, 0);
}
