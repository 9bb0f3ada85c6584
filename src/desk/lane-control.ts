import type { BoardNumber } from '../../machines/ids.ts';
import { channelLane, groupLane, type LaneId } from '../outbox/lanes.ts';

type Lanes = { closeLanes(lanes: ReadonlySet<LaneId>): void; wake(): void };
type Chats = ReadonlySet<'channel' | 'group'>;

/** Closes and wakes the lanes of boards. The watch of each board writes; delivery follows. */
export class LaneControl {
  readonly #closed = new Map<BoardNumber, Chats>();
  #follower: Lanes | null = null;

  follow(follower: Lanes): void {
    this.#follower = follower;
    follower.closeLanes(this.#lanes());
  }

  /** Closes the lanes of the board; all other lanes of the board open. */
  closeLanes(board: BoardNumber, chats: Chats): void {
    this.#closed.set(board, chats);
    this.#follower?.closeLanes(this.#lanes());
  }

  wake(): void {
    this.#follower?.wake();
  }

  #lanes(): ReadonlySet<LaneId> {
    return new Set(
      [...this.#closed].flatMap(([board, chats]) =>
        [...chats].map((chat) => (chat === 'channel' ? channelLane(board) : groupLane(board))),
      ),
    );
  }
}
