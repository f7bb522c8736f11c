import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import type { z } from 'zod';

/**
 * Reads a YAML file and holds it against a schema.
 *
 * @param faults collects one line for each problem (`formats.group.fee: min must not be above max`), so that a
 *               person sees all of them at once
 * @returns the parsed value, or undefined when there was a fault
 */
export function readYaml<T extends z.ZodType>(
  file: string,
  schema: T,
  faults: string[],
  label = file,
): z.infer<T> | undefined {
  let value: unknown;
  try {
    value = load(readFileSync(file, 'utf8'), { filename: label });
  } catch (cause) {
    faults.push(`${label}: ${firstLine(cause)}`);
    return undefined;
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  faults.push(...result.error.issues.map((issue) => `${label}: ${pathOf(issue.path)}: ${issue.message}`));
  return undefined;
}

/** `clinicians[2].hours[0].from`: where in the file, as a person would write it. */
function pathOf(path: readonly PropertyKey[]): string {
  const joined = path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
  return joined || '(the whole file)';
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n', 1)[0] ?? '';
}
