import type { BoardNumber, UserId } from '../../../machines/ids.ts';
import type { Board, Boards } from '../../telegram/boards.ts';
import type { ChatId } from '../../telegram/call.ts';
import type { ChannelHealth } from './channel-health.ts';
import type { DeskChat } from './troubles.ts';

type BoardsHealthDeps = {
  boards: Boards;
  healthOf(board: Board): ChannelHealth;
};

/** The health of all boards, each on its own: the trouble of one board closes lanes of that board only. */
export class BoardsHealth {
  readonly #deps: BoardsHealthDeps;
  readonly #known = new Map<BoardNumber, ChannelHealth>();

  constructor(deps: BoardsHealthDeps) {
    this.#deps = deps;
  }

  at(number: BoardNumber): ChannelHealth {
    const known = this.#known.get(number);
    if (known !== undefined) return known;
    const made = this.#deps.healthOf(this.#deps.boards.at(number));
    this.#known.set(number, made);
    return made;
  }

  /** Watches every board until `over` fires. */
  async watch(over: AbortSignal): Promise<void> {
    await Promise.all(this.#all().map((health) => health.watch(over)));
  }

  /** The bot's rights in a chat of the board changed. */
  changed(board: BoardNumber): void {
    this.at(board).changed();
  }

  /** Another process rang. */
  hinted(): void {
    for (const health of this.#all()) health.hinted();
  }

  refused(board: BoardNumber, chat: DeskChat, client: UserId): void {
    this.at(board).refused(chat, client);
  }

  delivered(board: BoardNumber, chat: DeskChat, client: UserId): void {
    this.at(board).delivered(chat, client);
  }

  /** A group has a new id. The move may be known already. */
  async moved(from: ChatId, to: ChatId): Promise<void> {
    const board = this.#deps.boards.ofGroup(from);
    if (board !== undefined) await this.at(board.number).moved(from, to);
  }

  /** Reads what another process noted. */
  async follow(): Promise<void> {
    await Promise.all(this.#all().map((health) => health.follow()));
  }

  idle(): boolean {
    return this.#all().every((health) => health.idle());
  }

  #all(): ChannelHealth[] {
    return this.#deps.boards.all().map(({ number }) => this.at(number));
  }
}
