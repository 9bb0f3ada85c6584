import type { EpochMs, UserId } from '../../../machines/words.ts';
import type { Clock } from '../../base/clock.ts';
import type { Directory, Standing } from '../../store/directory.ts';
import { type TelegramApi, TelegramError } from '../../telegram/grammy-api.ts';
import type { DeskChats } from '../../telegram/inbound.ts';
import { createRoster, type Named } from './roster.ts';

/** Who belongs to the team, learned from Telegram's updates, and from as few questions as will do. */
export type Team = {
  /**
   * @throws TelegramError when it is not known and Telegram does not answer: then nobody may guess.
   */
  standing(user: UserId): Promise<Standing>;
  /** Telegram told of it by itself. */
  learn(user: UserId, standing: Standing): Promise<void>;
  /** Telegram may have left something untold: the bot was not in the channel, or no administrator of it. */
  distrust(): Promise<void>;
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
  api: Pick<TelegramApi, 'standing' | 'administrators' | 'memberCount'>;
  chats: DeskChats;
  clock: Clock;
  /** When this process had taken all that came before, and since when it hears every update. Null: it does not. */
  listensSince(): EpochMs | null;
};

export function createTeam({ directory, api, chats, clock, listensSince }: TeamDeps): Team {
  let administrators: (Named & { at: EpochMs; since: EpochMs | null }) | null = null;
  /** Those who are being found out about. */
  const finding = new Map<UserId, Promise<Standing>>();
  const roster = createRoster({ directory, api, chats, clock, nameAdministrators, lookUp });

  async function nameAdministrators(): Promise<Named> {
    let { count: asOf } = await directory.changes();
    const at = clock.now();
    const since = listensSince();
    const named = await api.administrators(chats.channelId);
    await directory.learnAdministrators(named.people);
    for (const id of named.people) if (await directory.found(id, 'administrator', at)) asOf += 1;
    administrators = { ...named, asOf, at, since };
    return administrators;
  }

  /** Named again when they were long ago, when some process learned of a change, or when they were not named since. */
  async function knownAdministrators(since?: EpochMs): Promise<Named> {
    const { count } = await directory.changes();
    const isFresh =
      administrators?.asOf === count &&
      clock.now() - administrators.at <= ADMINISTRATORS_FRESH_MS &&
      (since === undefined || administrators.since === since);
    return administrators === null || !isFresh ? nameAdministrators() : administrators;
  }

  /** A bot that was put out of the channel is not told any more, and has all the more to say to them. */
  async function rememberedAdministrators(error: unknown): Promise<Pick<Named, 'people'>> {
    const people = error instanceof TelegramError && error.isFinal ? await directory.administrators() : [];
    if (people.length === 0) throw error;
    return { people };
  }

  async function lookUp(user: UserId): Promise<Standing> {
    const at = clock.now();
    const standing = await api.standing(chats.channelId, user, chats.isPublic);
    await directory.found(user, standing, at);
    return standing;
  }

  /** What follows from who the others are. Null: nothing, the person has to be asked about. */
  async function deduce(user: UserId, known: Standing | null): Promise<Standing | null> {
    const since = listensSince();
    if (since === null) return null;
    const at = clock.now();
    const standing = chats.isPublic ? await ofPublic(user, since) : await ofPrivate(known, since);
    if (standing !== null) await directory.found(user, standing, at);
    return standing;
  }

  async function ofPublic(user: UserId, since: EpochMs): Promise<Standing | null> {
    try {
      return (await knownAdministrators(since)).people.includes(user) ? 'administrator' : 'outsider';
    } catch (error) {
      if (!(error instanceof TelegramError)) throw error;
      return null;
    }
  }

  async function ofPrivate(known: Standing | null, since: EpochMs): Promise<Standing | null> {
    if (known === 'administrator' || known === 'member') return null;
    return (await roster.isComplete(since)) ? 'outsider' : null;
  }

  const find = async (user: UserId, known: Standing | null): Promise<Standing> =>
    (await deduce(user, known)) ?? (await lookUp(user));

  /** Once, however many want to know at the same time. */
  function findOnce(user: UserId, known: Standing | null): Promise<Standing> {
    const found = finding.get(user) ?? find(user, known).finally(() => finding.delete(user));
    finding.set(user, found);
    return found;
  }

  return {
    async standing(user) {
      const known = await directory.person(user);
      if (known.standing !== null && clock.now() - known.learnedAt < STANDING_FRESH_MS) return known.standing;
      try {
        return await findOnce(user, known.standing);
      } catch (error) {
        if (known.standing === null || !(error instanceof TelegramError)) throw error;
        return known.standing;
      }
    },
    learn: (user, standing) => directory.learn(user, standing, clock.now()),
    distrust: () => directory.countChange(clock.now()),
    setReachable: (user, reachable) => directory.setReachable(user, reachable),
    async audience() {
      const { people } = await knownAdministrators().catch(rememberedAdministrators);
      const known = await Promise.all(people.map(async (id) => ({ id, person: await directory.person(id) })));
      return known.filter(({ person }) => !person.unreachable).map(({ id }) => id);
    },
  };
}
