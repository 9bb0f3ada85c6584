import type { LaneId } from '../outbox/lanes.ts';

type Lanes = { closeLanes(lanes: ReadonlySet<LaneId>): void; wake(): void };

/** Closes and wakes lanes. The watch of channel and group writes; delivery follows. */
export class LaneControl implements Lanes {
  #closed: ReadonlySet<LaneId> = new Set();
  #follower: Lanes | null = null;

  follow(follower: Lanes): void {
    this.#follower = follower;
    follower.closeLanes(this.#closed);
  }

  closeLanes(lanes: ReadonlySet<LaneId>): void {
    this.#closed = lanes;
    this.#follower?.closeLanes(lanes);
  }

  wake(): void {
    this.#follower?.wake();
  }
}
