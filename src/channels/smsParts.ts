import { SegmentedMessage } from 'sms-segments-calculator';

/**
 * How a carrier cuts a text into the parts of an SMS, in order. One part takes 160 characters, parts of a longer text 153;
 * a single sign from outside the GSM alphabet (á í ó ú, curly quotes, emoji) makes that 70 and 67.
 */
export function smsParts(text: string): readonly string[] {
  return new SegmentedMessage(text).segments.map((segment) =>
    [...segment].map((character) => ('raw' in character ? (character.raw ?? '') : '')).join(''),
  );
}
