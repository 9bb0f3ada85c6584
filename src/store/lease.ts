import type { Redis } from 'ioredis';
import type { Keys } from './keys.ts';
import { loadScript } from './redis.ts';

/** The right of one process to poll, fire timers and deliver, as the stores see it. */
export type Fence = {
  /** Goes with every claim and acknowledgement. 0: this process holds no lease. */
  token(): number;
  /** Redis did not take what came with this token: another process holds the lease. */
  refused(token: number): void;
};

/** For who only looks, or takes in: whatever is the holder's alone is refused. */
export const NO_LEASE: Fence = { token: () => 0, refused() {} };

type Taken = {
  /** Higher than that of every lease before; null: somebody else has it. */
  token: number | null;
  /** The process that has it now. */
  holder: string;
};

/** At most one process of a desk has its lease. It expires unless it is renewed. Every call is safe to repeat. */
export type LeaseStore = {
  /** @param evicting whoever has it is known to be dead */
  take(name: string, ttlMs: number, evicting: boolean): Promise<Taken>;
  /** False: somebody else has taken it. An expired lease that nobody took is renewed like any other. */
  renew(token: number, name: string, ttlMs: number): Promise<boolean>;
  release(token: number): Promise<void>;
};

const takeScript = loadScript('take-lease');
const renewScript = loadScript('renew-lease');
const releaseScript = loadScript('release-lease');

export function createLeaseStore(redis: Redis, keys: Keys): LeaseStore {
  return {
    async take(name, ttlMs, evicting) {
      const [token, holder] = (await takeScript(
        redis,
        [keys.lease, keys.fence, keys.news, keys.owners],
        [name, String(ttlMs), evicting ? '1' : '0'],
      )) as [number, string];
      return { token: token === 0 ? null : token, holder };
    },
    renew: async (token, name, ttlMs) =>
      (await renewScript(redis, [keys.lease, keys.fence], [String(token), name, String(ttlMs)])) === 1,
    async release(token) {
      await releaseScript(redis, [keys.lease, keys.fence], [String(token)]);
    },
  };
}

/** For who only looks: some process serves the desk, or did a moment ago. */
export const isLeased = async (redis: Redis, keys: Keys): Promise<boolean> =>
  (await redis.exists(keys.lease)) === 1;
