/**
 * Waits for a promise, but not longer than `ms`; then `late` decides what comes instead (a value, or by throwing). The
 * promise goes on by itself: a failure after that is nobody's and is dropped here.
 */
export async function within<T, L>(promise: Promise<T>, ms: number, late: () => L): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ms);
  });
  try {
    const first = await Promise.race([promise.then((value) => ({ value })), timeout]);
    if (first !== 'late') return first.value;
    promise.catch(() => undefined);
    return late();
  } finally {
    clearTimeout(timer);
  }
}
