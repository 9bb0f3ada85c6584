import { type BoardNumber, FIRST_BOARD, type UserId } from '../../../machines/ids.ts';
import type { Clock } from '../../base/clock.ts';
import type { Membership, Permit, TeamStore } from '../../store/team-store.ts';
import type { TelegramApi } from '../../telegram/api.ts';
import type { Board, Boards } from '../../telegram/boards.ts';
import { TelegramError } from '../../telegram/error.ts';
import { BoardTeam } from './board-team.ts';

type TeamDeps = {
  storeOf(board: Board): TeamStore;
  api: Pick<TelegramApi, 'membership' | 'administrators'>;
  boards: Boards;
  clock: Clock;
};

/**
 * The people of all boards.
 *
 * I1 A member of any board's channel belongs to the team, and is no client.
 * I2 The administrators of the desk are the administrators of the first board's channel.
 * I3 A later board whose channel refuses the question counts as a board without the person, for this question. So the
 *    loss of one channel holds up no client.
 */
export class Team {
  readonly #deps: TeamDeps;
  readonly #teams = new Map<BoardNumber, { team: BoardTeam; store: TeamStore }>();

  constructor(deps: TeamDeps) {
    this.#deps = deps;
  }

  /**
   * The boards whose channel the person belongs to. Empty: an outsider.
   * @throws TelegramError when a membership is unknown and Telegram does not answer
   */
  async memberships(user: UserId): Promise<ReadonlyMap<BoardNumber, Membership>> {
    const boards = this.#deps.boards.all().map(({ number }) => number);
    const found = await Promise.all(boards.map((board) => this.#membershipAt(board, user)));
    return new Map(
      boards.flatMap((board, index): [BoardNumber, Membership][] => {
        const membership = found[index] ?? 'outsider';
        return membership === 'outsider' ? [] : [[board, membership]];
      }),
    );
  }

  learn(board: BoardNumber, user: UserId, membership: Membership): Promise<void> {
    return this.#at(board).team.learn(user, membership);
  }

  distrust(board: BoardNumber): Promise<void> {
    return this.#at(board).team.distrust();
  }

  /** The person wrote to the bot, unblocked the bot, or blocked the bot. */
  setReachable(user: UserId, reachable: boolean): Promise<void> {
    return this.#at(FIRST_BOARD).store.setReachable(user, reachable);
  }

  /** The people of the list who refused the last private message. */
  unreachable(users: readonly UserId[]): Promise<UserId[]> {
    return this.#at(FIRST_BOARD).store.unreachable(users);
  }

  /** For the commit of a hint to start the bot: one within some minutes. */
  hintOnce(user: UserId): Permit {
    return this.#at(FIRST_BOARD).store.hintOnce(user);
  }

  /**
   * The administrators of the desk who take private messages of the bot.
   * @throws TelegramError when no administrator is remembered and Telegram does not answer
   */
  audience(): Promise<UserId[]> {
    return this.#at(FIRST_BOARD).team.audience();
  }

  async #membershipAt(board: BoardNumber, user: UserId): Promise<Membership> {
    try {
      return await this.#at(board).team.membership(user);
    } catch (error) {
      const isRefused = error instanceof TelegramError && error.isFinal;
      if (board !== FIRST_BOARD && isRefused) return 'outsider';
      throw error;
    }
  }

  #at(number: BoardNumber): { team: BoardTeam; store: TeamStore } {
    const known = this.#teams.get(number);
    if (known !== undefined) return known;
    const { api, boards, clock, storeOf } = this.#deps;
    const board = boards.at(number);
    const store = storeOf(board);
    const made = { store, team: new BoardTeam({ store, api, board, clock }) };
    this.#teams.set(number, made);
    return made;
  }
}
