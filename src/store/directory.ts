import type { Redis } from 'ioredis';
import type { EpochMs, UserId } from '../../machines/words.ts';
import type { Keys } from './keys.ts';

/** What a person is to the channel: `administrator` includes its creator; `outsider` is not in it. */
export type Standing = 'administrator' | 'member' | 'outsider';

export type Person = {
  standing: Standing | null;
  /** When the standing was learned. */
  learnedAt: EpochMs;
  /** A private message to them was refused, and they have not been heard of since. */
  unreachable: boolean;
};

export type Directory = {
  person(user: UserId): Promise<Person>;
  learn(user: UserId, standing: Standing, at: EpochMs): Promise<void>;
  setReachable(user: UserId, reachable: boolean): Promise<void>;
  /** How often Telegram told of a changed standing, to whichever process. Who keeps a list of people compares. */
  changes(): Promise<number>;
  countChange(): Promise<void>;
  /** The channel's administrators, as Telegram last named them. */
  administrators(): Promise<UserId[]>;
  learnAdministrators(users: readonly UserId[]): Promise<void>;
};

export function createDirectory(redis: Redis, keys: Keys): Directory {
  return {
    async person(user) {
      const [standing, learnedAt, unreachable] = await redis.hmget(
        keys.person(user),
        'standing',
        'learned-at',
        'unreachable',
      );
      return {
        standing: (standing ?? null) as Standing | null,
        learnedAt: Number(learnedAt ?? 0) as EpochMs,
        unreachable: unreachable === '1',
      };
    },
    async learn(user, standing, at) {
      await redis.hset(keys.person(user), { standing, 'learned-at': at });
    },
    changes: async () => Number(await redis.get(keys.teamChanges)),
    async countChange() {
      await redis.incr(keys.teamChanges);
    },
    async setReachable(user, reachable) {
      if (reachable) await redis.hdel(keys.person(user), 'unreachable');
      else await redis.hset(keys.person(user), 'unreachable', '1');
    },
    async administrators() {
      const stored = await redis.get(keys.administrators);
      return stored === null ? [] : (JSON.parse(stored) as UserId[]);
    },
    async learnAdministrators(users) {
      await redis.set(keys.administrators, JSON.stringify(users));
    },
  };
}
