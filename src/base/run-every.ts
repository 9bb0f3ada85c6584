import type { Clock } from './clock.ts';
import { rest } from './sleep.ts';

/** At once, and then again and again until `over` fires. A failure is told and ends nothing. */
export async function every(
  {
    clock,
    ms,
    over,
    onFailed,
  }: { clock: Clock; ms: number; over: AbortSignal; onFailed(error: unknown): void },
  run: () => Promise<void>,
): Promise<void> {
  do {
    try {
      await run();
    } catch (error) {
      if (!over.aborted) onFailed(error);
    }
  } while (await rest(clock, ms, over));
}
