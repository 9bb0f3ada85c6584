import type { Redis } from 'ioredis';
import type { Keys } from './keys.ts';
import { loadScript } from './redis.ts';

/** The right of one process to poll, fire timers and deliver, as the stores see it. */
export type Fence = {
  /** Goes with every claim and outcome. 0: the process holds no lease. */
  token(): number;
  /** Redis refused the token: another process holds the lease. */
  refused(token: number): void;
};

/** For a process that only reads or takes updates in: acts of the leader are refused. */
export const NO_LEASE: Fence = { token: () => 0, refused() {} };

type Taken = {
  /** Higher than the token of every lease before; null: another process has the lease. */
  token: number | null;
  /** The process that leads. */
  leader: string;
};

/** At most one process has the desk's lease. An unrenewed lease expires. Every call is safe to repeat. */
export type LeaseStore = {
  /** @param evicting the process with the lease is known to be dead */
  take(name: string, ttlMs: number, evicting: boolean): Promise<Taken>;
  /** False: another process has taken the lease. Until then an expired lease can be renewed. */
  renew(token: number, name: string, ttlMs: number): Promise<boolean>;
  release(token: number): Promise<void>;
};

const takeScript = loadScript('take-lease');
const renewScript = loadScript('renew-lease');
const releaseScript = loadScript('release-lease');

export function createLeaseStore(redis: Redis, keys: Keys): LeaseStore {
  return {
    async take(name, ttlMs, evicting) {
      const [token, leader] = (await takeScript(
        redis,
        [keys.lease, keys.fence, keys.unreadOwners, keys.owners],
        [name, String(ttlMs), evicting ? '1' : '0'],
      )) as [number, string];
      return { token: token === 0 ? null : token, leader };
    },
    renew: async (token, name, ttlMs) =>
      (await renewScript(redis, [keys.lease, keys.fence], [String(token), name, String(ttlMs)])) === 1,
    async release(token) {
      await releaseScript(redis, [keys.lease, keys.fence], [String(token)]);
    },
  };
}

/** Whether a process serves the desk, or did a moment ago. */
export const isLeased = async (redis: Redis, keys: Keys): Promise<boolean> =>
  (await redis.exists(keys.lease)) === 1;
