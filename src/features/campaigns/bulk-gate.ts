import type { Entry } from '../../actor/ports.ts';
import type { BulkGate, BulkGateDeps } from '../../outbox/bulk-gate.ts';
import type { ActiveLane } from '../../outbox/active-lane.ts';
import { bulkWaitMs, ofLastSecond } from './bulk-pace.ts';

const LOST_AT_MOST = 5;
const LOOK_MS = 1000;

/**
 * The gate that the broadcasts of all lanes pass.
 *
 * I1 Broadcasts leave at the pace of `bulk-pace`.
 * I2 Each client out of reach costs a note in the group and an edit in the channel, of which Telegram takes 20 a minute
 *    (`FACTS.md #59`), and waiting notes rise. While a few of them still wait, the gate stays closed.
 * I3 However many lanes wait, the gate has one timer, and each step touches one lane.
 */
export function createBulkGate({ clock, stopping, supervise, isFollowed, runNext }: BulkGateDeps): BulkGate {
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
      runNext(lane);
      // A paused lane, or a lane with a conversation, asks again.
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
