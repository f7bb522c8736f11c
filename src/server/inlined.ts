import { createHash } from 'node:crypto';

/** A page with its script and styles in it: one answer where there would be three, one after the other. */
export interface InlinedPage {
  readonly html: string;
  /** What its policy has to allow: `'sha256-…'`. */
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

const STYLES = /<link rel="stylesheet" href="\/widget\/([\w.-]+)" data-inline \/>/g;
const SCRIPTS = /<script src="\/widget\/([\w.-]+)" data-inline><\/script>/g;

/** Puts in what a page marks with `data-inline`. `read`: contents of a built file; a tag without one stays a link. */
export function inlined(html: string, read: (name: string) => string | undefined): InlinedPage {
  const scripts: string[] = [];
  const styles: string[] = [];
  const put = (tag: 'script' | 'style', hashes: string[]) => (link: string, name: string) => {
    const text = read(name);
    if (text === undefined) return link;
    hashes.push(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    return `<${tag}>${text}</${tag}>`;
  };
  const whole = html.replace(STYLES, put('style', styles)).replace(SCRIPTS, put('script', scripts));
  return { html: whole, scripts, styles };
}
