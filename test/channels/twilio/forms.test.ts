import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { shownWords } from '../../support/shownWords';
import { startTextBot } from './texter';
import type { Form, TextBot } from './texter';

const FORMS = join(__dirname, 'forms');

/** What answers each form, as the first of its conversation: the content key that the texts hold, or nothing. */
const ANSWERS: Readonly<Record<string, readonly [key: string, language?: string] | 'nothing'>> = {
  sms: ['greeting.automated'],
  'sms-spanish': ['greeting.automated', 'es'],
  'sms-long': ['greeting.automated'],
  'sms-service': ['greeting.automated'],
  'sms-stop': ['texting.stopped'],
  'sms-stop-optOutType': 'nothing',
  'sms-start-optOutType': ['greeting.automated'],
  'sms-help-optOutType': 'nothing',
  'sms-crisis': ['crisis.ideation.acknowledge'],
  mms: ['flow.attachment'],
  'mms-words': ['flow.attachment_beside'],
  whatsapp: ['greeting.automated'],
  'whatsapp-button': ['compare.about.decision'],
  'whatsapp-image': ['flow.attachment'],
  'whatsapp-crisis': ['crisis.ideation.acknowledge'],
};

/**
 * Forms as Twilio posts them (twilio.com/docs/messaging/guides/webhook-request): SMS, MMS, under a messaging service, what
 * Advanced Opt-Out adds, WhatsApp. The numbers are of the range that is kept for fiction.
 */
describe('every form that Twilio posts is answered rightly', () => {
  let texts: TextBot;
  beforeAll(async () => {
    texts = await startTextBot();
  }, 120_000);
  afterAll(() => texts.stop());

  it('and none is left out', () => {
    const names = readdirSync(FORMS).map((file) => file.replace('.txt', ''));
    expect(names.sort()).toEqual(Object.keys(ANSWERS).sort());
  });

  it.each(Object.entries(ANSWERS))('%s', async (name, answer) => {
    const body = readFileSync(join(FORMS, `${name}.txt`), 'utf8').trim();
    const form = Object.fromEntries(new URLSearchParams(body)) as Form;
    const texter = texts.texter(form['From']);
    expect((await texter.post(form)).status).toBe(200);
    await texter.quiet();
    const said = texter.mine();
    if (answer === 'nothing') return expect(said).toEqual([]);
    const [key, language = 'en'] = answer;
    expect(said.join('\n')).toContain(shownWords(texts.bot.app.content, key, language, 'twilio'));
    if (name.includes('crisis')) expect(said[0]?.slice(0, 153)).toContain('988');
    // Twilio posts again what was not answered in time.
    expect((await texter.post(form)).status).toBe(200);
    await texter.quiet();
    expect(texter.mine()).toEqual(said);
  });
});
