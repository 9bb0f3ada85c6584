import type { Clock } from './clock.ts';

/** Null when it takes longer than that. The task itself goes on. */
export async function within<T>(clock: Clock, ms: number, task: Promise<T>): Promise<T | null> {
  const over = new AbortController();
  const late = clock.sleep(ms, over.signal).then(
    () => null,
    () => null,
  );
  try {
    return await Promise.race([task, late]);
  } finally {
    over.abort();
  }
}
