import type { Activity, Mention, Middleware } from 'botbuilder';

/**
 * Leaves of an activity what the visitor wrote, before anything else looks at it: not the mention of the bot that Slack and
 * Teams put in front (as a mention entity), not Telegram's command, and in a mail not the text that is quoted under the
 * answer, which is the bot's own and may name a crisis. A mail's subject belongs to its words when it begins a conversation.
 *
 * Quotes are told by their lines alone, one pass without backtracking: every visitor's words come through here. What is not
 * plainly a quote stays, so that nothing that a person wrote is missed.
 */
export const ownWords: Middleware = {
  async onTurn({ activity }, next) {
    if (activity.type === 'message' && typeof activity.text === 'string') {
      activity.text = wordsOf({ ...activity, text: withoutMention(activity) });
    }
    await next();
  },
};

/** The SDK's own way throws at a mention that names nobody, and safety stands behind this. */
function withoutMention({ text, entities, recipient }: Activity): string {
  if (!Array.isArray(entities)) return text;
  const mentions = entities.flatMap((entity: Partial<Mention> | null) => {
    const ofTheBot = entity?.type === 'mention' && entity.mentioned?.id === recipient?.id;
    return ofTheBot && typeof entity.text === 'string' && entity.text !== '' ? [entity.text] : [];
  });
  return mentions.reduce((left, mention) => left.replaceAll(mention, ''), text);
}

function wordsOf({ channelId, text, channelData }: Activity): string {
  if (channelId === 'email') return mailWords(text, channelData);
  // "/start" and what a link adds to it, one word, are sent by the button that opens the chat; other commands are words.
  if (channelId === 'telegram')
    return text.replace(/^\/start(@\w+)?( [\w-]{1,64})?$/, '').replace(/^\/(?=\w)/, '');
  return text.replace(/&nbsp;/g, ' ').trim();
}

/** The lines that mail programs put before a quote: English and Spanish. */
const QUOTE_BELOW =
  /^(-{2,} ?(original message|mensaje original)|_{10,}$|(on|el) .{5,200} (wrote|escribió):$)/i;
/** A program's line names a year, a time or an address; "On Monday my ex wrote:" is somebody's own. */
const DATED = /@|\d{4}|\d:\d\d|^[-_]/;
/** What stands under the words: the delimiter of a signature (RFC 3676, 4.3), and what telephones add. */
const SIGNATURE = /^(-- ?$|sent from my |get outlook for |enviado desde mi )/i;

function introducesQuote(line: string): boolean {
  return QUOTE_BELOW.test(line.trim()) && DATED.test(line.trim());
}

/**
 * A quote whose lines are marked goes line by line, wherever the visitor wrote; one without marks has the answer above it. Of
 * a signature only the line itself goes: what stands under it may be meant.
 */
function mailWords(text: string, channelData: unknown): string {
  const { subject } = (channelData ?? {}) as { subject?: unknown };
  const lines = text.split(/\r?\n/);
  const own = lines.filter((line) => !line.startsWith('>'));
  const below = own.length < lines.length ? -1 : own.findIndex(introducesQuote);
  const body = (below === -1 ? own : own.slice(0, below))
    .filter((line) => !introducesQuote(line) && !SIGNATURE.test(line.trim()))
    .join('\n')
    .trim();
  const begins = typeof subject === 'string' && !/^(re|rv|fw|fwd|aw):/i.test(subject);
  return begins ? [subject, body].filter(Boolean).join('\n') : body;
}
