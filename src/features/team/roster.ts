import type { EpochMs, UserId } from '../../../machines/words.ts';
import type { Clock } from '../../base/clock.ts';
import type { Changes, Directory } from '../../store/directory.ts';
import { type Administrators, type TelegramApi, TelegramError } from '../../telegram/grammy-api.ts';
import type { DeskChats } from '../../telegram/inbound.ts';

/**
 * Whether everybody in a private channel is known. Its members cannot be listed, but they can be counted: if all whom the
 * desk knows are there, and there are no more, then whoever is unknown is not of the team.
 *
 * I1 Whoever joins after the proof is told of by an update, which is taken before what they do (`router/receive`, I2). So
 *    a proof lasts as long as this process hears every update, and no longer than Telegram keeps them.
 * I2 A change that is told, or found, ends it: who was asked about may have left before the others were counted.
 * I3 Telegram's count may be `COUNT_AGE_MS` old. Within that time after a change it could be the right number of the wrong
 *    people, so nothing is counted then.
 */
export type Roster = {
  /**
   * @param since when this process began to hear every update: stands for the time in which it does, and is not compared
   * with others, because a clock may be set. False: it is not proven.
   */
  isComplete(since: EpochMs): Promise<boolean>;
};

/** The channel's administrators, and the number of changes as of which they are. */
export type Named = Administrators & { asOf: number };

export type RosterDeps = {
  directory: Pick<Directory, 'changes' | 'team'>;
  api: Pick<TelegramApi, 'memberCount'>;
  chats: DeskChats;
  clock: Clock;
  /** Asks Telegram, and learns who they are. */
  nameAdministrators(): Promise<Named>;
  /** Asks Telegram about a person, and learns the answer. */
  lookUp(user: UserId): Promise<unknown>;
};

const PROVEN_MS = 24 * 60 * 60_000;
/** Whoever is there unknown stays so until they write, or leave, which are changes. */
const UNPROVEN_MS = 60 * 60_000;
/** TDLib, of which every Bot API server is made, keeps the facts of a channel for a minute; another one for good measure. */
const COUNT_AGE_MS = 2 * 60_000;
/** Each costs a question. Of a larger team, strangers are asked about instead. */
const MOST = 200;
/** Whoever writes while a proof is made waits for it, and what comes after them as well. */
const AT_ONCE = 10;

/** `asOf`: the number of changes that it takes into account. */
type Attempt = { proven: boolean; asOf: number; since: EpochMs; until: number };

export function createRoster({
  directory,
  api,
  chats,
  clock,
  nameAdministrators,
  lookUp,
}: RosterDeps): Roster {
  let last: Attempt | null = null;
  let proving: Promise<Attempt> | null = null;

  async function prove({ count, toldAt }: Changes, since: EpochMs): Promise<Attempt> {
    const at = clock.now();
    if (at - toldAt < COUNT_AGE_MS) return { proven: false, asOf: count, since, until: at };
    // Of what Telegram does not answer nothing is proven, and it is not asked again soon.
    const { proven, asOf } = await countAll().catch((error: unknown) => {
      if (!(error instanceof TelegramError)) throw error;
      return { proven: false, asOf: count };
    });
    return { proven, asOf, since, until: at + (proven ? PROVEN_MS : UNPROVEN_MS) };
  }

  /** Who is known may have left unheard: with the right number in the channel, they are asked about each. */
  async function countAll(): Promise<Pick<Attempt, 'proven' | 'asOf'>> {
    const { people, bots, asOf } = await nameAdministrators();
    const team = await directory.team();
    if (team.length > MOST || (await api.memberCount(chats.channelId)) !== team.length + bots) {
      return { proven: false, asOf };
    }
    const others = team.filter((user) => !people.includes(user));
    for (let first = 0; first < others.length; first += AT_ONCE) {
      await Promise.all(others.slice(first, first + AT_ONCE).map(lookUp));
    }
    return { proven: (await directory.changes()).count === asOf, asOf };
  }

  return {
    async isComplete(since) {
      const changes = await directory.changes();
      const holds = last?.asOf === changes.count && last.since === since && clock.now() < last.until;
      if (!holds) {
        proving ??= prove(changes, since).finally(() => {
          proving = null;
        });
        last = await proving;
      }
      // One that was being made already may have begun before this process heard everything.
      return last !== null && last.proven && last.since === since;
    },
  };
}
