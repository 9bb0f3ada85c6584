import type { Redis } from 'ioredis';
import { type BoardNumber, type EpochMs, FIRST_BOARD, type UserId } from '../../machines/ids.ts';
import type { Guard, Write } from '../actor/changes.ts';
import type { Keys } from './keys.ts';
import { loadScript } from './redis.ts';

/** A person's part in the channel. `administrator` includes the creator; an `outsider` is not in the channel. */
export type Membership = 'administrator' | 'member' | 'outsider';

/** `learnedAt`: time of the update with the membership, or of the question to Telegram. */
type Learned = { membership: Membership; learnedAt: EpochMs };

/** Guards and writes of a commit. The writes take the permit, and the guards let one commit take the permit. */
export type Permit = { guards: readonly (Guard & { otherwise: 'taken' })[]; writes: readonly Write[] };

/** `isTrusted`: since the membership was learned no update can have been missed. */
type Known = Learned & { isTrusted: boolean };

/**
 * The memory of the people around the channel of a board, in Redis.
 *
 * I1 Turns order updates, questions and distrust: a counter in Redis, because a wall clock may go back. Times tell only
 *    the age.
 */
export type TeamStore = {
  /** Null: unknown. */
  known(user: UserId): Promise<Known | null>;
  /** Remembers the membership of an update. */
  told(user: UserId, learned: Learned): Promise<void>;
  /**
   * Remembers Telegram's answer, unless an update came after the question.
   * @param asked the turn before the question
   * @returns the valid membership
   */
  answered(user: UserId, answer: Learned, asked: number): Promise<Membership>;
  /** The turn of the last update or distrust. */
  turn(): Promise<number>;
  /** Updates may have been missed until now: earlier answers are no longer trusted. */
  distrust(): Promise<void>;
  /** The turn of the last distrust. */
  distrusted(): Promise<number>;
  /** Notes whether a person takes private messages of the bot. */
  setReachable(user: UserId, reachable: boolean): Promise<void>;
  /** For the commit of a hint to start the bot: once within ten minutes for each person. */
  hintOnce(user: UserId): Permit;
  /** The people of the list who refused the last private message. */
  unreachable(users: readonly UserId[]): Promise<UserId[]>;
  /** All remembered administrators. */
  administrators(): Promise<UserId[]>;
};

/** A week: while Telegram does not answer, an answer too old for belief still stands. */
const REMEMBERED_MS = 7 * 24 * 60 * 60_000;

const HINT_MS = String(10 * 60_000);

const learnScript = loadScript('learn-membership');
// One step: of two processes, the earlier turn must not replace the later turn.
const distrustScript = loadScript('distrust-team');

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

  /** @param turn of the update, or before the question */
  const learn = async (user: UserId, { membership, learnedAt }: Learned, turn: number) =>
    (await learnScript(
      redis,
      [keys.membership(board.number, user), keys.team(board.number)],
      [String(user), membership, String(learnedAt), String(turn), openness(), String(REMEMBERED_MS)],
    )) as Membership;

  return {
    async known(user) {
      const [row, distrusted] = await redis.mget(
        keys.membership(board.number, user),
        keys.teamDistrusted(board.number),
      );
      const [membership, learnedAt, learnedOf, turn] = row?.split(' ') ?? [];
      if (membership === undefined || learnedOf !== openness()) return null;
      return {
        membership: membership as Membership,
        learnedAt: Number(learnedAt) as EpochMs,
        isTrusted: Number(turn) >= Number(distrusted),
      };
    },
    async told(user, learned) {
      await learn(user, learned, await redis.incr(keys.teamTurn(board.number)));
    },
    answered: learn,
    turn: async () => Number(await redis.get(keys.teamTurn(board.number))),
    async distrust() {
      await distrustScript(redis, [keys.teamTurn(board.number), keys.teamDistrusted(board.number)], []);
    },
    distrusted: async () => Number(await redis.get(keys.teamDistrusted(board.number))),
    async setReachable(user, reachable) {
      if (reachable) await redis.srem(keys.unreachable, String(user));
      else await redis.sadd(keys.unreachable, String(user));
    },
    hintOnce(user) {
      const key = keys.feature('team')('hinted', user);
      return {
        guards: [{ key, is: null, otherwise: 'taken' }],
        writes: [['SET', key, '1', 'PX', HINT_MS]],
      };
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
