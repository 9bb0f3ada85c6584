import { setTimeout as delay } from 'node:timers/promises';

/** Repeats the look until no error is thrown, and returns the result. After `limitMs` throws the error. */
export async function eventually<T>(look: () => T | Promise<T>, limitMs = 30_000): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(3);
    }
  }
}
