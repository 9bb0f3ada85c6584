import type { Clock } from '../base/clock.ts';
import { withTimeout } from '../base/timeout.ts';

type Concern = 'desk' | 'telegram' | 'webhook' | 'redis' | 'delivery';

/** Reasons why the desk cannot serve, by concern. `/ready` shows the reasons. */
export type Readiness = {
  /** Blocks until `clear`, or for `forMs`. */
  block(concern: Concern, reason: string, forMs?: number): void;
  clear(...concerns: Concern[]): void;
  reasons(): Promise<Partial<Record<Concern, string>>>;
};

type ReadinessDeps = {
  /** Resolves when Redis answers. */
  askRedis(): Promise<unknown>;
  clock: Clock;
};

const REDIS_PATIENCE_MS = 1000;

export function createReadiness({ askRedis, clock }: ReadinessDeps): Readiness {
  const blocks = new Map<Concern, { reason: string; untilMs: number }>();
  const redisAnswers = (): Promise<boolean> =>
    askRedis().then(
      () => true,
      () => false,
    );
  return {
    block: (concern, reason, forMs = Number.POSITIVE_INFINITY) =>
      void blocks.set(concern, { reason, untilMs: clock.monotonic() + forMs }),
    clear(...concerns) {
      for (const concern of concerns) blocks.delete(concern);
    },
    async reasons() {
      const found: Partial<Record<Concern, string>> = {};
      for (const [concern, { reason, untilMs }] of blocks) {
        if (clock.monotonic() < untilMs) found[concern] = reason;
      }
      if (!(await withTimeout(clock, REDIS_PATIENCE_MS, redisAnswers())))
        found.redis = 'Redis does not answer.';
      return found;
    },
  };
}
