import type { Clock } from './clock.ts';
import { sleep } from './sleep.ts';

/** Runs at once, then every `ms` until `over` fires. A failure is reported and ends nothing. */
export async function runEvery(
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
  } while (await sleep(clock, ms, over));
}
