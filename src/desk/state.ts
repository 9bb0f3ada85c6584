import type { EpochMs } from '../../machines/ids.ts';
import type { DeskChats } from '../telegram/inbound.ts';

type Chats = DeskChats & { botUsername: string };

/** Facts of a running desk that several parts read. Each fact has one writer. */
export class DeskState {
  /** The group and whether the channel is public are written by `ChannelHealth` alone. */
  readonly chats: Chats;
  #caughtUpSince: EpochMs | null = null;

  constructor(chats: Chats) {
    this.chats = chats;
  }

  /** When the backlog of updates was finished. Null: this process does not receive, or is still behind. */
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
