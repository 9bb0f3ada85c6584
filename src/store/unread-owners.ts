import type { Redis } from 'ioredis';
import type { UserId } from '../../machines/ids.ts';
import type { Keys } from './keys.ts';
import { type Fence, NO_LEASE } from './lease.ts';
import { loadScript } from './redis.ts';

/** Somebody for whom something waits that the holder of the lease has not read. */
type Unread = {
  owner: UserId;
  mark: string;
  /** Nothing but what goes to many people. */
  isForMany: boolean;
};

/** Where such owners begin in the order; the same in commit.lua and release-parked.lua. */
const FOR_MANY = 2 ** 52;

/** Written by the commits of every process but the holder; read by the holder. */
export type News = {
  /** Oldest first, at most `limit`; those for whom only a broadcast waits come after all others. */
  unread(limit: number): Promise<Unread[]>;
  /** It was read; what came meanwhile stays. */
  markRead(unread: Unread): Promise<void>;
};

const forgetScript = loadScript('forget-member');

export function createNews(redis: Redis, keys: Keys, fence: Fence = NO_LEASE): News {
  return {
    async unread(limit) {
      const rows = await redis.zrange(keys.news, '0', String(limit - 1), 'WITHSCORES');
      const unread: Unread[] = [];
      for (let i = 0; i < rows.length; i += 2) {
        const mark = rows[i + 1] ?? '';
        unread.push({ owner: Number(rows[i]) as UserId, mark, isForMany: Number(mark) >= FOR_MANY });
      }
      return unread;
    },
    async markRead({ owner, mark }) {
      const token = fence.token();
      const answer = await forgetScript(redis, [keys.news, keys.fence], [String(owner), mark, String(token)]);
      if (answer === -1) fence.refused(token);
    },
  };
}
