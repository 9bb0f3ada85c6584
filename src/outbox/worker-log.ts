import type { UserId } from '../../machines/ids.ts';
import type { Entry } from '../actor/ports.ts';
import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { ChatId } from '../telegram/call.ts';
import { laneOf } from './deliver/table.ts';
import type { LaneId } from './lanes.ts';

/** What delivery tells of itself. */
export type WorkerEvents = {
  /** @param sinceMs time since the decision */
  delivered(entry: Entry, ms: number, sinceMs: number): void;
  paused(lane: LaneId, waitMs: number): void;
  allPaused(waitMs: number): void;
  flooded(client: UserId): void;
  retried(entry: Entry, reason: string, waitMs: number): void;
  barred(lane: LaneId, reason: string, fix: string): void;
  /** A chat has another id from now on. */
  moved(from: ChatId, to: ChatId): void;
  parked(entry: Entry, reason: string): void;
  threadLost(owner: UserId): void;
  troubled(what: string, error: unknown): void;
};

export const workerLog = (log: Logger): WorkerEvents => ({
  delivered: ({ owner, id, effect }, ms, sinceMs) =>
    events.effectDelivered(log, { owner, entry: id, kind: effect.kind, ms, sinceMs }),
  paused: (lane, waitMs) => events.lanePaused(log, { lane, waitMs }),
  flooded: (client) => events.clientFlooded(log, { client }),
  allPaused: (waitMs) => events.deliveryPaused(log, { waitMs }),
  retried: ({ owner, effect }, reason, waitMs) =>
    events.deliveryRetried(log, { owner, kind: effect.kind, reason, waitMs }),
  barred: (lane, reason, fix) => events.laneBarred(log, { lane, reason, fix }),
  moved: (from, to) => events.chatMoved(log, { from, to }),
  parked: ({ owner, id, effect }, reason) =>
    events.deliveryParked(log, { owner, entry: id, kind: effect.kind, reason }),
  threadLost: (client) => events.threadLost(log, { client }),
  troubled: (task, err) => events.taskFailed(log, { task, err }),
});

type PlaceWatch = {
  refused(chat: 'channel' | 'group'): void;
  delivered(chat: 'channel' | 'group'): void;
  moved(from: ChatId, to: ChatId): Promise<void>;
};

/** What delivery finds out about the channel and the group is told to whoever watches them. */
export const withPlace = (log: WorkerEvents, watch: () => PlaceWatch): WorkerEvents => ({
  ...log,
  delivered(entry, ms, sinceMs) {
    log.delivered(entry, ms, sinceMs);
    const lane = laneOf(entry);
    if (lane === 'channel' || lane === 'group') watch().delivered(lane);
  },
  barred(lane, reason, fix) {
    log.barred(lane, reason, fix);
    if (lane === 'channel' || lane === 'group') watch().refused(lane);
  },
  moved(from, to) {
    log.moved(from, to);
    watch()
      .moved(from, to)
      .catch((error: unknown) => log.troubled('move of the group', error));
  },
});
