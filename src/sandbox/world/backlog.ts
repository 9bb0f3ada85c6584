/** Updates that wait although those of other chats pass. Short-lived, so they are not stored. */
export type Backlog = {
  /** False: nothing is withheld in this lane, so the update is made now. */
  take(lane: string, make: () => void): boolean;
  withhold(lane: string): void;
  withheld(): string[];
  /** What waited is made now, in its order. */
  release(lane: string): void;
  /** What waits never comes, and nothing is withheld. */
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
