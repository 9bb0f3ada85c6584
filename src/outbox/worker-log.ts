import type { UserId } from '../../machines/words.ts';
import type { Entry } from '../actor/ports.ts';
import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { LaneId } from './lanes.ts';

/** What delivery tells of itself. */
export type WorkerEvents = {
  delivered(entry: Entry, ms: number): void;
  paused(lane: LaneId, waitMs: number): void;
  allPaused(waitMs: number): void;
  retried(entry: Entry, reason: string, waitMs: number): void;
  barred(lane: LaneId, reason: string, fix: string): void;
  parked(entry: Entry, reason: string): void;
  threadLost(owner: UserId): void;
  troubled(what: string, error: unknown): void;
};

export const workerLog = (log: Logger): WorkerEvents => ({
  delivered: ({ owner, id, effect }, ms) =>
    events.effectDelivered(log, { owner, entry: id, kind: effect.kind, ms }),
  paused: (lane, waitMs) => events.lanePaused(log, { lane, waitMs }),
  allPaused: (waitMs) => events.deliveryPaused(log, { waitMs }),
  retried: ({ owner, effect }, reason, waitMs) =>
    events.deliveryRetried(log, { owner, kind: effect.kind, reason, waitMs }),
  barred: (lane, reason, fix) => events.laneBarred(log, { lane, reason, fix }),
  parked: ({ owner, id, effect }, reason) =>
    events.deliveryParked(log, { owner, entry: id, kind: effect.kind, reason }),
  threadLost: (client) => events.threadLost(log, { client }),
  troubled: (task, err) => events.taskFailed(log, { task, err }),
});
