import type { EpochMs, UserId } from '../../machines/ids.ts';
import type { DeskEffect } from '../actor/effects.ts';

/**
 * How fast one client's messages reach the thread: so many at once, and so many in every minute after that.
 *
 * What a client has saved up is one number: the time at which all of it will be back. Pure.
 */
const MINUTE_MS = 60_000;

export const afterCall = (fullAt: EpochMs, now: EpochMs, perMinute: number): EpochMs =>
  (Math.max(fullAt, now) + MINUTE_MS / perMinute) as EpochMs;

/** When the next call may be made. */
export const readyAt = (fullAt: EpochMs, perMinute: number): EpochMs =>
  (fullAt - MINUTE_MS + MINUTE_MS / perMinute) as EpochMs;

/** Everything a client does in the thread: were one kind not held back, it would overtake the others. */
const PACED: ReadonlySet<DeskEffect['kind']> = new Set(['relayToThread', 'editInThread', 'reactInThread']);

export const isPaced = ({ kind }: DeskEffect): boolean => PACED.has(kind);

export type Paces = {
  /** When the next call for this client may be made; not after `now`: at once. */
  readyAt(client: UserId, now: EpochMs): EpochMs;
  /** The next call is the last for a while: it should hold as much as it can. */
  isLast(client: UserId, now: EpochMs): boolean;
  spent(client: UserId, now: EpochMs): void;
  /** 0: no limit. */
  perMinute: number;
};

const AT_ONCE = 0 as EpochMs;
const REMEMBERED = 1000;

export function createPaces(perMinute: number): Paces {
  const full = new Map<UserId, EpochMs>();
  // It is never further away than a minute, whatever happens to the clock.
  const fullAt = (client: UserId, now: EpochMs): EpochMs =>
    Math.min(full.get(client) ?? AT_ONCE, now + MINUTE_MS) as EpochMs;

  return {
    perMinute,
    readyAt: (client, now) => (perMinute === 0 ? AT_ONCE : readyAt(fullAt(client, now), perMinute)),
    isLast: (client, now) =>
      perMinute > 0 && readyAt(afterCall(fullAt(client, now), now, perMinute), perMinute) > now,
    spent(client, now) {
      if (perMinute === 0) return;
      full.set(client, afterCall(fullAt(client, now), now, perMinute));
      if (full.size > REMEMBERED) for (const [known, at] of full) if (at <= now) full.delete(known);
    },
  };
}
