import type { Redis } from 'ioredis';
import type { UserId } from '../../machines/ids.ts';
import { BoardTeam } from '../../src/features/team/board-team.ts';
import { createTeamStore, type Membership } from '../../src/store/team-store.ts';
import { TelegramError } from '../../src/telegram/error.ts';
import { type DrivenClock, drivenClock } from './driven-clock.ts';
import { type DeskStores, deskStores, user } from './stores.ts';
import { aBoard } from './updates.ts';

export const bia = user(500);
export const caio = user(501);

type TeamOptions = {
  isPublic?: boolean;
  clock?: DrivenClock;
  /** One more process of the same desk. */
  beside?: TestTeam;
};

/** A channel without updates from Telegram; questions are answered. */
function aChannel() {
  return {
    /** Members of the channel. */
    memberships: new Map<UserId, Membership>([
      [bia, 'administrator'],
      [caio, 'administrator'],
    ]),
    isDown: false,
    /** An answer of Telegram in place of the true one. */
    refusal: null as string | null,
    /** Runs before the next answer. */
    meanwhile: async (): Promise<unknown> => undefined,
    asked: [] as (string | UserId)[],
  };
}

type TestTeam = ReturnType<typeof aTeam>;

/** A process with a team, on a real Redis. Bia and Caio administer the channel. */
export function aTeam(redis: Redis, { beside, isPublic = false, clock: given }: TeamOptions = {}) {
  const clock: DrivenClock = beside?.clock ?? given ?? drivenClock();
  const stores: DeskStores = deskStores(redis, beside?.id);
  const { desk: id, keys } = stores;
  const board = aBoard({ isPublic });
  const store = createTeamStore(redis, keys, board);
  const telegram: ReturnType<typeof aChannel> = beside?.telegram ?? aChannel();
  const answer = async <T>(question: string | UserId, value: () => T): Promise<T> => {
    telegram.asked.push(question);
    const answered = value();
    const { meanwhile } = telegram;
    telegram.meanwhile = async () => undefined;
    await meanwhile();
    if (telegram.isDown) throw new TelegramError('No answer from the Bot API', null);
    if (telegram.refusal !== null) throw new TelegramError(telegram.refusal, 403);
    return answered;
  };
  const { memberships } = telegram;
  const team = new BoardTeam({
    store,
    api: {
      membership: (_chat, person, asPublic) =>
        answer(person, () => {
          const membership = memberships.get(person) ?? 'outsider';
          return asPublic && membership === 'member' ? 'outsider' : membership;
        }),
      administrators: () =>
        answer('administrators', () =>
          [...memberships].flatMap(([person, membership]) =>
            membership === 'administrator' ? [person] : [],
          ),
        ),
    },
    board,
    clock,
  });
  return {
    id,
    keys,
    board,
    team,
    clock,
    telegram,
    store,
    /** An update reports the change to this process. */
    becomes(person: UserId, membership: Membership): Promise<void> {
      memberships.set(person, membership);
      return team.learn(person, membership);
    },
    /** The questions since the last call of `asked`. */
    asked: (): (string | UserId)[] => telegram.asked.splice(0),
  };
}
