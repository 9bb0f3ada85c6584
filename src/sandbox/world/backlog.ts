/** Updates that wait while the updates of other chats pass. Short-lived, and so not stored. */
export type Backlog = {
  /** False: the lane is open, so the update is made now. */
  take(lane: string, make: () => void): boolean;
  withhold(lane: string): void;
  withheld(): string[];
  /** Makes the waiting updates now, in order. */
  release(lane: string): void;
  /** Drops the waiting updates, and opens every lane. */
  forget(): void;
};

export function createBacklog(): Backlog {
  const lanes = new Map<string, (() => void)[]>();
  return {
    take(lane, make) {
      const waiting = lanes.get(lane);
      waiting?.push(make);
      return waiting !== undefined;
    },
    withhold(lane) {
      if (!lanes.has(lane)) lanes.set(lane, []);
    },
    withheld: () => [...lanes.keys()],
    release(lane) {
      const waiting = lanes.get(lane) ?? [];
      lanes.delete(lane);
      for (const make of waiting) make();
    },
    forget: () => lanes.clear(),
  };
}
