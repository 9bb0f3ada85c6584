import type { Clock } from './clock.ts';

/** Returns null if the task takes longer than `ms`. The task continues. */
export async function withTimeout<T>(clock: Clock, ms: number, task: Promise<T>): Promise<T | null> {
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
