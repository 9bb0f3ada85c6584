import type { Redis } from 'ioredis';
import { type BoardNumber, type EpochMs, FIRST_BOARD, type UserId } from '../../machines/ids.ts';
import type { Keys } from './keys.ts';
import { loadScript } from './redis.ts';

/** A person's part in the channel. `administrator` includes the creator; an `outsider` is not in the channel. */
export type Membership = 'administrator' | 'member' | 'outsider';

/** `learnedAt`: time of the update with the membership, or of the question to Telegram. */
type Learned = { membership: Membership; learnedAt: EpochMs };

/** `isTrusted`: since `learnedAt` no update can have been missed. */
type Known = Learned & { isTrusted: boolean };

/** The memory of the people around the channel of a board, in Redis. */
export type TeamStore = {
  /** Null: unknown. */
  known(user: UserId): Promise<Known | null>;
  /** Remembers the membership of an update. */
  told(user: UserId, learned: Learned): Promise<void>;
  /**
   * Remembers Telegram's answer, unless an update came after the question.
   * @returns the valid membership
   */
  answered(user: UserId, answer: Learned): Promise<Membership>;
  /** Before `at` updates may have been missed: earlier answers are no longer trusted. */
  distrustUntil(at: EpochMs): Promise<void>;
  distrustedUntil(): Promise<EpochMs>;
  /** Notes whether a person takes private messages of the bot. */
  setReachable(user: UserId, reachable: boolean): Promise<void>;
  /** The people of the list who refused the last private message. */
  unreachable(users: readonly UserId[]): Promise<UserId[]>;
  /** All remembered administrators. */
  administrators(): Promise<UserId[]>;
};

/** A week: while Telegram does not answer, an answer too old for belief still stands. */
const REMEMBERED_MS = 7 * 24 * 60 * 60_000;

const learnScript = loadScript('learn-membership');

/** @param board a membership from a public channel says nothing about the private channel, and vice versa */
export function createTeamStore(
  redis: Redis,
  keys: Keys,
  board: { readonly number: BoardNumber; readonly isPublic: boolean } = {
    number: FIRST_BOARD,
    isPublic: false,
  },
): TeamStore {
  const openness = (): string => (board.isPublic ? '1' : '0');

  const learn = async (user: UserId, { membership, learnedAt }: Learned, isTold: boolean) =>
    (await learnScript(
      redis,
      [keys.membership(board.number, user), keys.team(board.number)],
      [String(user), membership, String(learnedAt), isTold ? '1' : '0', openness(), String(REMEMBERED_MS)],
    )) as Membership;

  return {
    async known(user) {
      const [row, distrustedUntil] = await redis.mget(
        keys.membership(board.number, user),
        keys.teamDistrustedUntil(board.number),
      );
      const [membership, learnedAt, learnedOf] = row?.split(' ') ?? [];
      if (membership === undefined || learnedOf !== openness()) return null;
      return {
        membership: membership as Membership,
        learnedAt: Number(learnedAt) as EpochMs,
        isTrusted: Number(learnedAt) > Number(distrustedUntil ?? 0),
      };
    },
    async told(user, learned) {
      await learn(user, learned, true);
    },
    answered: (user, answer) => learn(user, answer, false),
    async distrustUntil(at) {
      await redis.set(keys.teamDistrustedUntil(board.number), String(at));
    },
    distrustedUntil: async () => Number(await redis.get(keys.teamDistrustedUntil(board.number))) as EpochMs,
    async setReachable(user, reachable) {
      if (reachable) await redis.srem(keys.unreachable, String(user));
      else await redis.sadd(keys.unreachable, String(user));
    },
    async unreachable(users) {
      if (users.length === 0) return [];
      const refused = await redis.smismember(keys.unreachable, ...users.map(String));
      return users.filter((_, index) => Number(refused[index]) === 1);
    },
    async administrators() {
      const team = await redis.hgetall(keys.team(board.number));
      return Object.entries(team).flatMap(([user, membership]) =>
        membership === 'administrator' ? [Number(user) as UserId] : [],
      );
    },
  };
}
