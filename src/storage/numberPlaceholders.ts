/** Quoted text, quoted names and comments, in which a question mark is no placeholder; or a placeholder. */
const PARTS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\?/g;

/** `… a = ? AND b = ?` as PostgreSQL wants it: `… a = $1 AND b = $2`. */
export function numberPlaceholders(sql: string): string {
  let count = 0;
  return sql.replace(PARTS, (part) => (part === '?' ? `$${++count}` : part));
}
