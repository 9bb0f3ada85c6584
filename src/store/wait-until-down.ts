import type { Clock } from '../base/clock.ts';
import { sleep } from '../base/sleep.ts';
import type { RedisConnection } from './redis.ts';

const PATIENCE_MS = 5000;
const LOOK_MS = 250;

/**
 * Resolves after Redis has been away for a while. Commands in flight cannot be committed then, and need not be:
 * Telegram got no acknowledgement of the updates.
 */
export async function waitUntilDown(
  redis: RedisConnection,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  let awayMs = 0;
  while (awayMs < PATIENCE_MS && (await sleep(clock, LOOK_MS, signal))) {
    awayMs = redis.status === 'ready' ? 0 : awayMs + LOOK_MS;
  }
}
