import type { SqlValue } from './types';

/**
 * A value as both engines can keep it. NUL, which people can send, becomes what half a character becomes, U+FFFD:
 * PostgreSQL's text has no room for it, and in SQLite a text would end there.
 */
export function storable(value: SqlValue): SqlValue {
  return typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value;
}
