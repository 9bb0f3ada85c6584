import type { Redis } from 'ioredis';
import type { EpochMs, UserId } from '../../machines/ids.ts';
import type { Keys } from './keys.ts';
import { loadScript } from './redis.ts';

/** What a person is to the channel: `administrator` includes its creator; `outsider` is not in it. */
export type Standing = 'administrator' | 'member' | 'outsider';

/** What somebody was, by Telegram's word, and is now. */
export type StandingChange = { was: Standing; is: Standing };

export type Person = {
  standing: Standing | null;
  /** When the standing was learned. */
  learnedAt: EpochMs;
  /** A private message to them was refused, and they have not been heard of since. */
  unreachable: boolean;
};

export type Colleague = Person & { id: UserId };

/**
 * How often somebody's part in the team changed; how often without our being told, as when somebody leaves who was not
 * known to be there; when Telegram last told of a change, and when it last may have left some untold.
 */
export type Changes = { count: number; untold: number; toldAt: EpochMs; distrustedAt: EpochMs };

const learnScript = loadScript('learn-standing');

export type Directory = {
  person(user: UserId): Promise<Person>;
  /** Telegram told of it by itself: a change, even if it says what was known. */
  learn(user: UserId, change: StandingChange, at: EpochMs): Promise<void>;
  /**
   * Telegram was asked, at that time. What it told of since is newer, and stays.
   * @returns whether somebody new is of the team, or somebody is no more: a change
   */
  found(user: UserId, standing: Standing, askedAt: EpochMs): Promise<boolean>;
  setReachable(user: UserId, reachable: boolean): Promise<void>;
  /** Who keeps a list of people compares: whichever process learned of a change counted it. */
  changes(): Promise<Changes>;
  /** Something may have changed of which nothing was told: a change. */
  distrust(at: EpochMs): Promise<void>;
  /** Everybody who is known to be of the team. Data of an older version names nobody at first. */
  team(): Promise<Colleague[]>;
};

/** @param channel a standing that was learned while it was public says nothing once it is private, nor the other way round */
export function createDirectory(
  redis: Redis,
  keys: Keys,
  channel: { readonly isPublic: boolean } = { isPublic: false },
): Directory {
  const openness = (): string => (channel.isPublic ? '1' : '0');

  const learn = async (user: UserId, standing: Standing, at: EpochMs, was: Standing | '') =>
    (await learnScript(
      redis,
      [keys.person(user), keys.team, keys.teamChanges, keys.teamUntold, keys.teamToldAt],
      [String(user), standing, String(at), was, openness()],
    )) === 1;

  async function person(user: UserId): Promise<Person> {
    const [standing, learnedAt, unreachable, learnedOf] = await redis.hmget(
      keys.person(user),
      'standing',
      'learned-at',
      'unreachable',
      'public',
    );
    // An older version did not note it.
    const holds = (learnedOf ?? openness()) === openness();
    return {
      standing: holds ? ((standing ?? null) as Standing | null) : null,
      learnedAt: (holds ? Number(learnedAt ?? 0) : 0) as EpochMs,
      unreachable: unreachable === '1',
    };
  }

  return {
    person,
    async learn(user, { was, is }, at) {
      await learn(user, is, at, was);
    },
    found: (user, standing, askedAt) => learn(user, standing, askedAt, ''),
    async changes() {
      const [count, untold, toldAt, distrustedAt] = await redis.mget(
        keys.teamChanges,
        keys.teamUntold,
        keys.teamToldAt,
        keys.teamDistrustedAt,
      );
      return {
        count: Number(count),
        untold: Number(untold),
        toldAt: Number(toldAt) as EpochMs,
        distrustedAt: Number(distrustedAt) as EpochMs,
      };
    },
    async distrust(at) {
      await redis
        .multi()
        .incr(keys.teamChanges)
        .incr(keys.teamUntold)
        .set(keys.teamToldAt, String(at))
        .set(keys.teamDistrustedAt, String(at))
        .exec();
    },
    async team() {
      const ids = (await redis.smembers(keys.team)).map((user) => Number(user) as UserId);
      return Promise.all(ids.map(async (id) => ({ id, ...(await person(id)) })));
    },
    async setReachable(user, reachable) {
      if (reachable) await redis.hdel(keys.person(user), 'unreachable');
      else await redis.hset(keys.person(user), 'unreachable', '1');
    },
  };
}
