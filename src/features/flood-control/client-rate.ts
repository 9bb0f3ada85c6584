import type { UserId } from '../../../machines/ids.ts';
import type { ClientRate } from '../../outbox/client-rate.ts';

/**
 * The rate at which one client's messages reach the team: a burst of a minute's worth, then one after the other.
 *
 * The saved burst of a client is one number: the monotonic time at which the burst is complete again.
 */
const MINUTE_MS = 60_000;

const afterCall = (fullAtMs: number, nowMs: number, perMinute: number): number =>
  Math.max(fullAtMs, nowMs) + MINUTE_MS / perMinute;

/** The time of the next call. */
const readyAtMs = (fullAtMs: number, perMinute: number): number =>
  fullAtMs - MINUTE_MS + MINUTE_MS / perMinute;

const REMEMBERED = 1000;

export function createClientRate(rate: () => number): Omit<ClientRate, 'exceeded'> {
  const full = new Map<UserId, number>();
  const fullAtMs = (client: UserId): number => full.get(client) ?? -Infinity;

  return {
    perMinute: rate,
    readyAtMs(client) {
      const perMinute = rate();
      return perMinute === 0 ? -Infinity : readyAtMs(fullAtMs(client), perMinute);
    },
    isLast(client, nowMs) {
      const perMinute = rate();
      return perMinute > 0 && readyAtMs(afterCall(fullAtMs(client), nowMs, perMinute), perMinute) > nowMs;
    },
    spent(client, nowMs) {
      const perMinute = rate();
      if (perMinute === 0) return;
      full.set(client, afterCall(fullAtMs(client), nowMs, perMinute));
      if (full.size > REMEMBERED) for (const [known, atMs] of full) if (atMs <= nowMs) full.delete(known);
    },
  };
}
