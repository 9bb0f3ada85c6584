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
