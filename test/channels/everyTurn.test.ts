import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilitiesOf } from '../../src/channels/capabilities';
import type * as renderer from '../../src/channels/renderer';
import { smsParts } from '../../src/channels/smsParts';
import type { Content } from '../../src/content/types';
import { ROOT } from '../../src/places';
import { LANGUAGES } from '../crisis/helpCases';
import { TUESDAY } from '../handoff/waiting';
import { startBot } from '../support/bot';
import { times } from '../support/long';
import { Recorder, driveEverything, unasked } from './everyTurn';
import type { Turn } from './everyTurn';
import { CHANNELS, TEAMS_BYTES, faults, moreWords, on, pagesOf, teamsBytes } from './shown';

const mockRecorder = new Recorder();
jest.mock('../../src/channels/renderer', () => {
  const real = jest.requireActual<typeof renderer>('../../src/channels/renderer');
  const createRenderer = (words: Content): ReturnType<typeof renderer.createRenderer> => {
    const render = real.createRenderer(words);
    return (activity, incoming) => {
      mockRecorder.hear(activity, incoming);
      return render(activity, incoming);
    };
  };
  return { createRenderer };
});

type Pages = ReturnType<typeof pagesOf>;

/** The longest text that was ever refused by a channel without a limit of its own: Teams, once, 28 KB as UTF-16. */
const TEAMS = 14_000;

describe('every turn that the bot can take', () => {
  let turns: readonly Turn[] = [];
  /** As SMS: by language, by turn, by page. */
  let sms: readonly (readonly Pages[])[] = [];
  beforeAll(
    async () => {
      let passed = 0;
      const bot = await startBot({ parts: { now: () => TUESDAY + passed * 60_000 } });
      await driveEverything(bot, (minutes) => (passed += minutes));
      await bot.stop();
      const seen = new Map([...mockRecorder.all, ...unasked()].map((turn) => [JSON.stringify(turn), turn]));
      turns = [...seen.values()];
      sms = LANGUAGES.map((locale) => turns.map((turn) => pagesOf(turn, 'sms', locale)));
    },
    times(300_000, 1_800_000),
  );

  it('was listened to: most of what can be said in a conversation was said', () => {
    const said = new Set(
      turns.flatMap(({ messages }) => messages.flatMap(({ parts }) => parts.map(({ key }) => key))),
    );
    expect(turns.length).toBeGreaterThan(100);
    expect(said.size).toBeGreaterThan(times(150, 250));
  });

  it('is right on every channel in every language', () => {
    expect(faults(turns.flatMap(({ messages }) => messages))).toEqual([]);
  });

  it.each(CHANNELS)('is no longer than %s takes', (channel) => {
    const { mostCharacters = TEAMS } = capabilitiesOf(channel);
    const texts = LANGUAGES.flatMap((locale) =>
      turns.flatMap(({ messages }) => messages.map((message) => on(channel, message, locale).text ?? '')),
    );
    expect(texts.filter((text) => text.length > mostCharacters)).toEqual([]);
  });

  it('is no larger, card and all, than Teams takes', () => {
    const large = LANGUAGES.flatMap((locale) =>
      turns.filter(({ messages }) =>
        messages.some((message) => teamsBytes(on('msteams', message, locale)) > TEAMS_BYTES),
      ),
    );
    expect(large.map(keysOf)).toEqual([]);
  });

  it('loses no word when it is cut up for SMS', () => {
    const lost = LANGUAGES.flatMap((locale, at) =>
      turns
        .filter(({ messages }, index) => {
          const texts = (sms[at]?.[index] ?? []).flat().join(' ').replaceAll(moreWords(locale), '');
          return words(texts) !== words(messages.map((message) => on('sms', message, locale).text).join(' '));
        })
        .map((turn) => `${locale}: ${keysOf(turn)}`),
    );
    expect(lost).toEqual([]);
  });

  it('is counted as SMS: none over two parts, none over three messages at once', () => {
    const table = smsTable(turns, sms);
    const folder = join(ROOT, 'test', '.artifacts');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'sms.md'), table);
    expect(table.match(/^\| over .*$/gm)).toEqual([
      '| over two parts | 0 | 0 |',
      '| over three messages at once | 0 | 0 |',
    ]);
  });
});

const words = (text: string): string => text.split(/\s+/).filter(Boolean).join(' ');

const keysOf = ({ messages }: Turn): string =>
  messages.flatMap(({ parts }) => parts.map(({ key }) => key)).join(', ');

/** The figures of all SMS, and every turn that has to be read on with "more". */
function smsTable(turns: readonly Turn[], sms: readonly (readonly Pages[])[]): string {
  const row = (what: string, count: (pages: readonly Pages[]) => number): string =>
    `| ${[what, ...sms.map((pages) => String(count(pages)))].join(' | ')} |`;
  const long = LANGUAGES.flatMap((locale, at) =>
    (sms[at] ?? []).flatMap((pages, index) => {
      const turn = turns[index];
      return turn && pages.length > 1 ? [`- ${locale}, ${String(pages.length)} pages: ${keysOf(turn)}`] : [];
    }),
  );
  return [
    '# The bot by SMS',
    '',
    `| | ${LANGUAGES.join(' | ')} |`,
    '| --- | --- | --- |',
    row('turns', (pages) => pages.length),
    row('messages', (pages) => pages.flat(2).length),
    row('parts', (pages) => pages.flat(2).reduce((sum, text) => sum + smsParts(text).length, 0)),
    row('over two parts', (pages) => pages.flat(2).filter((text) => smsParts(text).length > 2).length),
    row('over three messages at once', (pages) => pages.flat().filter((page) => page.length > 3).length),
    row('turns read on with "more"', (pages) => pages.filter((page) => page.length > 1).length),
    '',
    '## Read on with "more"',
    '',
    ...long,
    '',
  ].join('\n');
}
