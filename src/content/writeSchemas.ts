import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { messageTree } from './locales';
import { practiceProfile } from './profile';
import { RESOURCE_FILES } from './resourceSchemas';

/** The schema of each kind of file under resources/, by its name: `points` is `points.schema.json`. */
const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  practice: practiceProfile,
  ...RESOURCE_FILES,
  messages: messageTree,
};

/** The JSON Schemas by file name, as text. They are made from what the loader itself checks, so they cannot differ. */
export function schemaTexts(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(SCHEMAS).map(([name, schema]) => [`${name}.schema.json`, text(name, schema)]),
  );
}

/** Writes the JSON Schemas into a folder, `resources/schemas`, so that editors help with the YAML files. */
export function writeSchemas(dir: string): void {
  mkdirSync(dir, { recursive: true });
  for (const [name, text] of schemaTexts()) writeFileSync(join(dir, name), text);
}

/** With `input`: what may be left out of a file is not required, although the loader fills it in. */
function text(name: string, schema: z.ZodType): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return `${JSON.stringify({ $schema, title: `${name}.yaml`, ...rest }, null, 2)}\n`;
}
