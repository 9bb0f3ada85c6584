import type { Redis } from 'ioredis';
import type { Owner } from '../../machines/ids.ts';
import { ownerOf, ownerText } from '../../machines/owner.ts';
import type { Keys } from './keys.ts';
import { type Fence, NO_LEASE } from './lease.ts';
import { loadScript } from './redis.ts';

/** An owner with entries that the leader has not read. */
type Unread = {
  owner: Owner;
  mark: string;
  /** The owner has only bulk effects. */
  isForMany: boolean;
};

/** First place of owners with only bulk effects; the same in `include/owners.lua`. */
const FOR_MANY = 2 ** 52;

/** Written by the commits of every process but the leader; read by the leader. */
export type UnreadOwners = {
  /** Oldest first, at most `limit`; owners with only bulk effects come last. */
  unread(limit: number): Promise<Unread[]>;
  /** The owner was read. With newer entries the owner stays unread. */
  markRead(unread: Unread): Promise<void>;
};

const forgetScript = loadScript('forget-member');

export function createUnreadOwners(redis: Redis, keys: Keys, fence: Fence = NO_LEASE): UnreadOwners {
  return {
    async unread(limit) {
      const rows = await redis.zrange(keys.unreadOwners, '0', String(limit - 1), 'WITHSCORES');
      const unread: Unread[] = [];
      for (let i = 0; i < rows.length; i += 2) {
        const mark = rows[i + 1] ?? '';
        unread.push({ owner: ownerOf(rows[i] ?? ''), mark, isForMany: Number(mark) >= FOR_MANY });
      }
      return unread;
    },
    async markRead({ owner, mark }) {
      const token = fence.token();
      const answer = await forgetScript(
        redis,
        [keys.unreadOwners, keys.fence],
        [ownerText(owner), mark, String(token)],
      );
      if (answer === -1) fence.refused(token);
    },
  };
}
