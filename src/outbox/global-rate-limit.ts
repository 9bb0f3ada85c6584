import type { Clock } from '../base/clock.ts';
import type { LaneId } from './lanes.ts';

/** A 429: its monotonic time in ms, and the pause that Telegram asked for. */
export type RateLimited = { lane: LaneId; atMs: number; waitMs: number };

const WITHIN_MS = 1000;
const PRIVATE_CHATS = 3;

/** The refusals that still count. */
export const recent = (refusals: readonly RateLimited[], nowMs: number): RateLimited[] =>
  refusals.filter(({ atMs }) => nowMs - atMs < WITHIN_MS);

/**
 * The pause of all lanes in ms; 0: only the refused chat pauses. Pure.
 *
 * A 429 names no scope. One private chat is refused for its own messages. Several private chats at the same time have
 * only the bot in common.
 */
export function pauseOfAllMs(refusals: readonly RateLimited[]): number {
  const people = refusals.filter(({ lane }) => lane.startsWith('private:'));
  if (new Set(people.map(({ lane }) => lane)).size < PRIVATE_CHATS) return 0;
  return Math.max(...people.map(({ waitMs }) => waitMs));
}

/** Keeps the pause of the whole bot: of all lanes that make calls of Telegram. */
export function createGlobalRateLimit(clock: Pick<Clock, 'monotonic'>) {
  let refusals: RateLimited[] = [];
  let untilMs = 0;
  return {
    leftMs: (): number => Math.max(0, untilMs - clock.monotonic()),
    /** @returns true when a pause of all lanes begins or grows */
    refused(lane: LaneId, waitMs: number): boolean {
      const nowMs = clock.monotonic();
      refusals = recent([...refusals, { lane, atMs: nowMs, waitMs }], nowMs);
      const allMs = pauseOfAllMs(refusals);
      if (allMs === 0 || nowMs + allMs <= untilMs) return false;
      untilMs = nowMs + allMs;
      return true;
    },
  };
}
