import type { EpochMs } from '../../machines/ids.ts';
import type { DeskChats } from '../telegram/inbound.ts';

type Chats = DeskChats & { botUsername: string };

/** Facts of a running desk for several readers. Each fact has a single writer. */
export class DeskState {
  /** The group and whether the channel is public are written by `ChannelHealth` alone. */
  readonly chats: Chats;
  #caughtUpSince: EpochMs | null = null;

  constructor(chats: Chats) {
    this.chats = chats;
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
