/** Links as words: the number that a `tel:` or `sms:` shows, and an address in full where the words are not it already. */
export function plainLinks(text: string): string {
  return text.replace(/\[([^[\]]*)\]\(([^()]*)\)/g, (_link, words: string, to: string) => {
    const address = /^https?:\/\/(.*?)\/?$/.exec(to)?.[1];
    return address === undefined || words.includes(address) ? words : `${words}: ${to}`;
  });
}
