import type { EpochMs } from '../../machines/ids.ts';
import type { Boards } from '../telegram/boards.ts';

/** Facts of a running desk for several readers. Each fact has a single writer. */
export class DeskState {
  /** The group of a board, and whether the channel is public, are written by `ChannelHealth` alone. */
  readonly boards: Boards;
  readonly botUsername: string;
  #caughtUpSince: EpochMs | null = null;

  constructor(boards: Boards, botUsername: string) {
    this.boards = boards;
    this.botUsername = botUsername;
  }

  /** The end of the backlog of updates. Null: the process does not receive, or is still behind. */
  caughtUpSince(): EpochMs | null {
    return this.#caughtUpSince;
  }

  isCaughtUp(): boolean {
    return this.#caughtUpSince !== null;
  }

  /** Written by the intake alone. */
  setCaughtUp(since: EpochMs | null): void {
    this.#caughtUpSince = since;
  }
}
