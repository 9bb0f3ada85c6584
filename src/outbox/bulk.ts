import type { Entry } from '../actor/ports.ts';
import type { Clock } from '../base/clock.ts';
import { bulkWaitMs, ofLastSecond } from './bulk-pace.ts';
import type { ActiveLane } from './queue.ts';

export type BulkDeps = {
  clock: Clock;
  stopping: AbortSignal;
  /** Sees to the end of a task. */
  supervise(what: string, task: Promise<void>): Promise<void>;
  /** Does it, or anything but other broadcasts, still wait for its owner? */
  isFollowed(entry: Entry): boolean;
  /** Looks at a lane whose turn has come; it asks again whether it may. */
  pump(lane: ActiveLane): void;
};

/**
 * The door through which the broadcasts of all lanes leave.
 *
 * I1 At the pace of `bulk-pace`.
 * I2 Each client who turns out to be gone costs a note in the group and an edit in the channel, of which there are 20 a
 *    minute (`TELEGRAM.md §3.2`), and what waits long rises. So where a few are still to be told of, no more are found.
 * I3 However many lanes wait, there is one timer, and each step touches one lane.
 */
export type Bulk = {
  /** May the lane send its broadcast now? A yes is for one call. After a no it is pumped when its turn has come. */
  admits(lane: ActiveLane): boolean;
  /** Its owner turned out to be gone: the team will be told. */
  lost(entry: Entry): void;
  /** A call that is no broadcast is being made. */
  counts(): void;
  /** Telegram holds the bot back: no broadcast for so long. */
  hold(ms: number): void;
};

/** Some 25 leave in a second, and once a second it is looked for more: what waits beyond that may stay in Redis. */
export const HELD_AT_MOST = 500;

const LOST_AT_MOST = 5;
const LOOK_MS = 1000;

export function createBulk({ clock, stopping, supervise, isFollowed, pump }: BulkDeps): Bulk {
  const waiting = new Set<ActiveLane>();
  const lost = new Set<Entry>();
  let calls: number[] = [];
  let lastBulkMs = -Infinity;
  let heldUntilMs = -Infinity;
  let isPlanned = false;

  function waitMs(): number {
    const nowMs = clock.monotonic();
    for (const entry of lost) if (!isFollowed(entry)) lost.delete(entry);
    return Math.max(
      bulkWaitMs(calls, lastBulkMs, nowMs),
      heldUntilMs - nowMs,
      lost.size < LOST_AT_MOST ? 0 : LOOK_MS,
    );
  }

  function count(): void {
    const nowMs = clock.monotonic();
    calls = [...ofLastSecond(calls, nowMs), nowMs];
  }

  function openAt(ms: number): void {
    if (isPlanned) return;
    isPlanned = true;
    const slept = clock.sleep(ms, stopping).catch((error: unknown) => {
      if (!stopping.aborted) throw error;
    });
    const open = () => {
      isPlanned = false;
      if (!stopping.aborted) admitNext();
    };
    void supervise('turn of the next broadcast', slept.then(open));
  }

  function admitNext(): void {
    for (const lane of waiting) {
      const ms = waitMs();
      if (ms > 0) {
        openAt(ms);
        return;
      }
      pump(lane);
      // It rests, or has something better to do: it will ask again.
      waiting.delete(lane);
    }
  }

  return {
    admits(lane) {
      const ms = waitMs();
      const [first = lane] = waiting;
      if (ms <= 0 && first === lane) {
        waiting.delete(lane);
        count();
        lastBulkMs = clock.monotonic();
        return true;
      }
      waiting.add(lane);
      openAt(Math.max(0, ms));
      return false;
    },
    lost: (entry) => void lost.add(entry),
    counts: count,
    hold(ms) {
      heldUntilMs = Math.max(heldUntilMs, clock.monotonic() + ms);
    },
  };
}
