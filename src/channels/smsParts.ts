import { SegmentedMessage } from 'sms-segments-calculator';

/**
 * How a carrier cuts a text into the parts of an SMS, in order. One part takes 160 characters, parts of a longer text 153;
 * a single sign from outside the GSM alphabet (á í ó ú, curly quotes, emoji) makes that 70 and 67.
 */
export function smsParts(text: string): readonly string[] {
  return new SegmentedMessage(text).segments.map((segment) => {
    // A segment is an array of characters behind a header that has no text.
    const characters: readonly { readonly raw?: string }[] = segment;
    return characters.map(({ raw = '' }) => raw).join('');
  });
}
