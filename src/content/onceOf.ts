import type { Content } from './types';

/** Makes something of the content once for each key (a language, a content key) and keeps it as long as the content. */
export function onceOf<K, T>(make: (key: K, content: Content) => T): (key: K, content: Content) => T {
  const kept = new WeakMap<Content, Map<K, T>>();
  return (key, content) => {
    const made = kept.get(content) ?? new Map<K, T>();
    kept.set(content, made);
    const found = made.get(key) ?? make(key, content);
    made.set(key, found);
    return found;
  };
}
