import type { IntlMessageFormat } from 'intl-messageformat';

/** The parameters that a message uses, plural and select arms included, each once, in order of appearance. */
export function paramsOf(message: IntlMessageFormat): readonly string[] {
  const names = new Set<string>();
  collect(message.getAst(), names);
  return [...names];
}

/** The part of the parser's tree that matters here; 0 is literal text and 7 the `#` of a plural. */
interface Element {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
}

function collect(elements: readonly Element[], names: Set<string>): void {
  for (const { type, value, options } of elements) {
    if (type !== 0 && type !== 7 && value !== undefined) names.add(value);
    for (const arm of Object.values(options ?? {})) collect(arm.value, names);
  }
}
