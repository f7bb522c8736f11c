/** Markup that is safe as it stands. Only {@link html} makes it. */
export class Html {
  constructor(readonly markup: string) {}

  toString(): string {
    return this.markup;
  }
}

export type Child = Html | string | number | null | undefined | false | readonly Child[];

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Markup from a template. Every value that is put in is text and is escaped, whoever wrote it, also inside attributes
 * (which are quoted, always); other markup goes in as it is, lists one after the other, and what is not there as
 * nothing.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Child[]): Html {
  return new Html(parts.map((part, index) => part + written(values[index])).join(''));
}

/** Text that has no meaning as markup. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
}

function written(child: Child): string {
  if (child === null || child === undefined || child === false) return '';
  if (child instanceof Html) return child.markup;
  if (typeof child === 'string' || typeof child === 'number') return escaped(String(child));
  return child.map(written).join('');
}
