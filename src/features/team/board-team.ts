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

/** The people of a board's channel. One rule: ask once, remember a day, believe updates. */
export class BoardTeam {
  readonly #deps: BoardTeamDeps;
  /** Questions under way: one per person, however many ask at the same time. */
  readonly #asking = new Map<UserId, Promise<Membership>>();
  /** When `getChatAdministrators` was last answered. */
  #namedAt = 0 as EpochMs;

  constructor(deps: BoardTeamDeps) {
    this.#deps = deps;
  }

  /** @throws TelegramError when the membership is unknown and Telegram does not answer: the desk does not guess */
  async membership(user: UserId): Promise<Membership> {
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
    return this.#deps.store.distrustUntil(this.#deps.clock.now());
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
    return this.#deps.clock.now() - at < BELIEVED_MS;
  }

  #askOnce(user: UserId): Promise<Membership> {
    const asked = this.#asking.get(user) ?? this.#ask(user).finally(() => this.#asking.delete(user));
    this.#asking.set(user, asked);
    return asked;
  }

  async #ask(user: UserId): Promise<Membership> {
    const { api, board, clock, store } = this.#deps;
    const learnedAt = clock.now();
    const membership = await api.membership(board.channelId, user, board.isPublic);
    return store.answered(user, { membership, learnedAt });
  }

  /** Asks who administers the channel, once a day. Returns the error of a Telegram that refuses. */
  async #nameAdministrators(): Promise<TelegramError | null> {
    const { api, board, clock, store } = this.#deps;
    const isHeard = this.#namedAt > (await store.distrustedUntil());
    if (isHeard && this.#isRecent(this.#namedAt)) return null;
    const learnedAt = clock.now();
    try {
      const named = await api.administrators(board.channelId);
      const former = (await store.administrators()).filter((user) => !named.includes(user));
      await Promise.all(
        named.map((user) => store.answered(user, { membership: 'administrator', learnedAt })),
      );
      await Promise.all(former.map((user) => this.#askOnce(user)));
    } catch (error) {
      if (error instanceof TelegramError) return error;
      throw error;
    }
    this.#namedAt = learnedAt;
    return null;
  }
}
