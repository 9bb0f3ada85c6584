import type { Redis } from 'ioredis';
import type { EpochMs, UserId } from '../../machines/words.ts';
import type { Keys } from './keys.ts';
import { loadScript } from './redis.ts';

/** What a person is to the channel: `administrator` includes its creator; `outsider` is not in it. */
export type Standing = 'administrator' | 'member' | 'outsider';

export type Person = {
  standing: Standing | null;
  /** When the standing was learned. */
  learnedAt: EpochMs;
  /** A private message to them was refused, and they have not been heard of since. */
  unreachable: boolean;
};

/** How often somebody's part in the team changed, and when Telegram last told of such a change. */
export type Changes = { count: number; toldAt: EpochMs };

const learnScript = loadScript('learn-standing');

export type Directory = {
  person(user: UserId): Promise<Person>;
  /** Telegram told of it by itself: a change, even if it says what was known. */
  learn(user: UserId, standing: Standing, at: EpochMs): Promise<void>;
  /**
   * Telegram was asked, at that time. What it told of since is newer, and stays.
   * @returns whether somebody new is of the team, or somebody is no more: a change
   */
  found(user: UserId, standing: Standing, askedAt: EpochMs): Promise<boolean>;
  setReachable(user: UserId, reachable: boolean): Promise<void>;
  /** Who keeps a list of people compares: whichever process learned of a change counted it. */
  changes(): Promise<Changes>;
  /** Something may have changed of which nothing was told. */
  countChange(at: EpochMs): Promise<void>;
  /** Everybody who is known to be of the team. Data of an older version names nobody at first. */
  team(): Promise<UserId[]>;
  /** The channel's administrators, as Telegram last named them. */
  administrators(): Promise<UserId[]>;
  learnAdministrators(users: readonly UserId[]): Promise<void>;
};

export function createDirectory(redis: Redis, keys: Keys): Directory {
  const learn = async (user: UserId, standing: Standing, at: EpochMs, how: 'told' | 'found') =>
    (await learnScript(
      redis,
      [keys.person(user), keys.team, keys.teamChanges, keys.teamToldAt],
      [String(user), standing, String(at), how],
    )) === 1;

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
      await learn(user, standing, at, 'told');
    },
    found: (user, standing, askedAt) => learn(user, standing, askedAt, 'found'),
    async changes() {
      const [count, toldAt] = await redis.mget(keys.teamChanges, keys.teamToldAt);
      return { count: Number(count), toldAt: Number(toldAt) as EpochMs };
    },
    async countChange(at) {
      await redis.multi().incr(keys.teamChanges).set(keys.teamToldAt, String(at)).exec();
    },
    team: async () => (await redis.smembers(keys.team)).map((user) => Number(user) as UserId),
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
