import { setTimeout as delay } from 'node:timers/promises';

/** Looks again and again until the look no longer throws, and gives what it saw. After `limitMs` its error stands. */
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
