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
  #keepUp: () => void = () => {};

  constructor(deps: BoardsHealthDeps) {
    this.#deps = deps;
    deps.boards.follow(() => this.#keepUp());
  }

  at(number: BoardNumber): ChannelHealth {
    const known = this.#known.get(number);
    if (known !== undefined) return known;
    const made = this.#deps.healthOf(this.#deps.boards.at(number));
    this.#known.set(number, made);
    return made;
  }

  /** Watches every board until `over` fires, a later board from the time of adding until the removal. */
  async watch(over: AbortSignal): Promise<void> {
    const removed = new Map<BoardNumber, AbortController>();
    const watches: Promise<void>[] = [];
    const keepUp = (): void => {
      const served = new Set(this.#deps.boards.all().map(({ number }) => number));
      for (const [number, ended] of removed) if (!served.has(number)) ended.abort();
      for (const number of [...served].filter((one) => !removed.has(one) && !over.aborted)) {
        const ended = new AbortController();
        removed.set(number, ended);
        watches.push(this.at(number).watch(AbortSignal.any([over, ended.signal])));
      }
    };
    this.#keepUp = keepUp;
    keepUp();
    if (!over.aborted) {
      await new Promise((resolve) => over.addEventListener('abort', resolve, { once: true }));
    }
    this.#keepUp = () => {};
    await Promise.all(watches);
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
