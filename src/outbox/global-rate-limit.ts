import type { Clock } from '../base/clock.ts';
import type { LaneId } from './lanes.ts';

/** A 429, when it came (on a clock that never goes back) and how long Telegram asked to wait. */
export type Flood = { lane: LaneId; atMs: number; waitMs: number };

const WITHIN_MS = 1000;
const PRIVATE_CHATS = 3;

/** Those that still count at the time of the newest. */
export const recent = (floods: readonly Flood[], nowMs: number): Flood[] =>
  floods.filter(({ atMs }) => nowMs - atMs < WITHIN_MS);

/**
 * How long everything has to rest; 0: only the chat that was refused. Pure.
 *
 * A 429 names no scope. One private chat is refused for what was sent to it; several at the same time have nothing in
 * common but the bot.
 */
export function restOfAllMs(floods: readonly Flood[]): number {
  const people = floods.filter(({ lane }) => lane.startsWith('private:'));
  if (new Set(people.map(({ lane }) => lane)).size < PRIVATE_CHATS) return 0;
  return Math.max(...people.map(({ waitMs }) => waitMs));
}

/** How long the bot itself is held back by Telegram. */
export function createRestOfAll(clock: Pick<Clock, 'monotonic'>) {
  let floods: Flood[] = [];
  let untilMs = 0;
  return {
    leftMs: (): number => Math.max(0, untilMs - clock.monotonic()),
    /** True: from now on everything rests, or longer than it did. */
    refused(lane: LaneId, waitMs: number): boolean {
      const nowMs = clock.monotonic();
      floods = recent([...floods, { lane, atMs: nowMs, waitMs }], nowMs);
      const allMs = restOfAllMs(floods);
      if (allMs === 0 || nowMs + allMs <= untilMs) return false;
      untilMs = nowMs + allMs;
      return true;
    },
  };
}
