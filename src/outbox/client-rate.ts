import type { UserId } from '../../machines/ids.ts';
import type { ClientRecord } from '../actor/record.ts';

/** The rate at which one client's messages reach the team. All times are monotonic, in ms. */
export type ClientRate = {
  /** Calls for one client in a minute; 0: no limit. */
  perMinute(): number;
  /** Time of the next call for this client; not after `nowMs`: at once. */
  readyAtMs(client: UserId, nowMs: number): number;
  /** The next call is the last one for a while, and should hold as much as possible. */
  isLast(client: UserId, nowMs: number): boolean;
  spent(client: UserId, nowMs: number): void;
  /** More calls wait than the rate allows in a minute. Called as long as that lasts. */
  exceeded(client: UserId, record: ClientRecord | null): void;
};

export const noClientRate: ClientRate = {
  perMinute: () => 0,
  readyAtMs: () => 0,
  isLast: () => false,
  spent: () => {},
  exceeded: () => {},
};
