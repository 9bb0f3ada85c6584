import type { EpochMs, UserId } from '../../../machines/ids.ts';
import type { Clock } from '../../base/clock.ts';
import type { Membership, TeamStore } from '../../store/team-store.ts';
import type { TelegramApi } from '../../telegram/api.ts';
import { TelegramError } from '../../telegram/error.ts';
import type { Board } from '../../telegram/boards.ts';

type BoardTeamDeps = {
  store: TeamStore;
  api: Pick<TelegramApi, 'membership' | 'administrators'>;
  board: Pick<Board, 'channelId' | 'isPublic'>;
  clock: Clock;
};

/** Telegram drops an unread update only after a day. By then no answer from before the update is believed. */
const BELIEVED_MS = 24 * 60 * 60_000;

/** A smaller step of the wall clock is everyday work of a time service. */
const STEP_MS = 60_000;

/**
 * The people of a board's channel. One rule: ask once, remember a day, believe updates.
 *
 * I1 A wall clock that goes back would make answers younger: everybody is asked about once more. An answer from the
 *    future is not believed.
 */
export class BoardTeam {
  readonly #deps: BoardTeamDeps;
  /** Questions under way: one per person, however many ask at the same time. */
  readonly #asking = new Map<UserId, Promise<Membership>>();
  /** Time and turn of the last answered `getChatAdministrators`. */
  #named: { at: EpochMs; turn: number } | null = null;
  /** Wall time minus monotonic time. Falls when the wall clock goes back. */
  #offsetMs: number;

  constructor(deps: BoardTeamDeps) {
    this.#deps = deps;
    this.#offsetMs = deps.clock.now() - deps.clock.monotonic();
  }

  /** @throws TelegramError when the membership is unknown and Telegram does not answer: the desk does not guess */
  async membership(user: UserId): Promise<Membership> {
    await this.#noticeStep();
    const known = await this.#deps.store.known(user);
    if (known !== null && known.isTrusted && this.#isRecent(known.learnedAt)) return known.membership;
    try {
      return await this.#askOnce(user);
    } catch (error) {
      if (known === null || !(error instanceof TelegramError)) throw error;
      return known.membership;
    }
  }

  /** An update reported the membership. */
  learn(user: UserId, membership: Membership): Promise<void> {
    return this.#deps.store.told(user, { membership, learnedAt: this.#deps.clock.now() });
  }

  /** The bot was not an administrator of the channel: Telegram reported no change until now. */
  distrust(): Promise<void> {
    return this.#deps.store.distrust();
  }

  /**
   * The channel's administrators who take private messages of the bot.
   * @throws TelegramError when no administrator is remembered and Telegram does not answer
   */
  async audience(): Promise<UserId[]> {
    const { store } = this.#deps;
    const refusal = await this.#nameAdministrators();
    const administrators = await store.administrators();
    if (administrators.length === 0 && refusal !== null) throw refusal;
    const unreachable = new Set(await store.unreachable(administrators));
    return administrators.filter((user) => !unreachable.has(user));
  }

  #isRecent(at: EpochMs): boolean {
    const ageMs = this.#deps.clock.now() - at;
    return ageMs > -STEP_MS && ageMs < BELIEVED_MS;
  }

  async #noticeStep(): Promise<void> {
    const { clock, store } = this.#deps;
    const before = this.#offsetMs;
    this.#offsetMs = clock.now() - clock.monotonic();
    if (this.#offsetMs < before - STEP_MS) await store.distrust();
  }

  #askOnce(user: UserId): Promise<Membership> {
    const asked = this.#asking.get(user) ?? this.#ask(user).finally(() => this.#asking.delete(user));
    this.#asking.set(user, asked);
    return asked;
  }

  async #ask(user: UserId): Promise<Membership> {
    const { api, board, clock, store } = this.#deps;
    const asked = await store.turn();
    const learnedAt = clock.now();
    const membership = await api.membership(board.channelId, user, board.isPublic);
    return store.answered(user, { membership, learnedAt }, asked);
  }

  /** Asks who administers the channel, once a day. Returns the error of a Telegram that refuses. */
  async #nameAdministrators(): Promise<TelegramError | null> {
    const { api, board, clock, store } = this.#deps;
    await this.#noticeStep();
    const named = this.#named;
    const isTrusted = named !== null && named.turn >= (await store.distrusted());
    if (isTrusted && this.#isRecent(named.at)) return null;
    const turn = await store.turn();
    const learnedAt = clock.now();
    try {
      const administrators = await api.administrators(board.channelId);
      const former = (await store.administrators()).filter((user) => !administrators.includes(user));
      await Promise.all(
        administrators.map((user) => store.answered(user, { membership: 'administrator', learnedAt }, turn)),
      );
      await Promise.all(former.map((user) => this.#askOnce(user)));
    } catch (error) {
      if (error instanceof TelegramError) return error;
      throw error;
    }
    this.#named = { at: learnedAt, turn };
    return null;
  }
}
