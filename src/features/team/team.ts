import type { EpochMs, UserId } from '../../../machines/words.ts';
import type { Clock } from '../../base/clock.ts';
import type { Directory, Standing } from '../../store/directory.ts';
import { type TelegramApi, TelegramError } from '../../telegram/grammy-api.ts';
import type { DeskChats } from '../../telegram/inbound.ts';

/** Who belongs to the team, learned from Telegram's updates and, for people not heard of lately, by asking once. */
export type Team = {
  /**
   * @throws TelegramError when it is not known and Telegram does not answer: then nobody may guess.
   */
  standing(user: UserId): Promise<Standing>;
  learn(user: UserId, standing: Standing): Promise<void>;
  /** Somebody wrote to the bot or came back to it, or blocked it. */
  setReachable(user: UserId, reachable: boolean): Promise<void>;
  /** Administrators of the channel, but for those who are known not to be reachable in private. */
  audience(): Promise<UserId[]>;
};

/** `chat_member` updates keep it true; asking again covers those that were missed while the bot was away. */
const STANDING_FRESH_MS = 24 * 60 * 60 * 1000;
const ADMINISTRATORS_FRESH_MS = 10 * 60 * 1000;

export type TeamDeps = {
  directory: Directory;
  api: Pick<TelegramApi, 'standing' | 'administrators'>;
  chats: DeskChats;
  clock: Clock;
};

export function createTeam({ directory, api, chats, clock }: TeamDeps): Team {
  let administrators: { ids: UserId[]; at: EpochMs; changes: number } | null = null;

  /** Those who are being asked about. */
  const asking = new Map<UserId, Promise<Standing>>();

  async function ask(user: UserId): Promise<Standing> {
    const standing = await api.standing(chats.channelId, user, chats.isPublic);
    await directory.learn(user, standing, clock.now());
    return standing;
  }

  /** Once, however many want to know at the same time. */
  function askOnce(user: UserId): Promise<Standing> {
    const asked = asking.get(user) ?? ask(user).finally(() => asking.delete(user));
    asking.set(user, asked);
    return asked;
  }

  async function learn(user: UserId, standing: Standing): Promise<void> {
    await directory.learn(user, standing, clock.now());
    await directory.countChange();
  }

  /** Asked for again when it is old, or when some process was told of a change. */
  async function administratorIds(): Promise<UserId[]> {
    const changes = await directory.changes();
    const isFresh =
      administrators !== null &&
      administrators.changes === changes &&
      clock.now() - administrators.at <= ADMINISTRATORS_FRESH_MS;
    if (administrators === null || !isFresh) {
      administrators = { ids: await nameAdministrators(), at: clock.now(), changes };
    }
    return administrators.ids;
  }

  /** A bot that was put out of the channel is not told any more, and has all the more to say to them. */
  async function nameAdministrators(): Promise<UserId[]> {
    try {
      const ids = await api.administrators(chats.channelId);
      await directory.learnAdministrators(ids);
      return ids;
    } catch (error) {
      const ids = error instanceof TelegramError && error.isFinal ? await directory.administrators() : [];
      if (ids.length === 0) throw error;
      return ids;
    }
  }

  return {
    async standing(user) {
      const known = await directory.person(user);
      if (known.standing !== null && clock.now() - known.learnedAt < STANDING_FRESH_MS) return known.standing;
      try {
        return await askOnce(user);
      } catch (error) {
        if (known.standing === null) throw error;
        return known.standing;
      }
    },
    learn,
    setReachable: (user, reachable) => directory.setReachable(user, reachable),
    async audience() {
      const ids = await administratorIds();
      const people = await Promise.all(ids.map(async (id) => ({ id, person: await directory.person(id) })));
      return people.filter(({ person }) => !person.unreachable).map(({ id }) => id);
    },
  };
}
