import type { Clock } from './clock.ts';
import { rest } from './sleep.ts';

/** Runs at once, then every `ms` until `over` fires. A failure is reported and ends nothing. */
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
