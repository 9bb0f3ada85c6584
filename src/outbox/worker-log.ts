import type { Owner } from '../../machines/ids.ts';
import type { Entry } from '../actor/ports.ts';
import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { ChatId } from '../telegram/call.ts';
import type { LaneId } from './lanes.ts';

/** Events of delivery, for the log. */
export type WorkerEvents = {
  /**
   * @param ms time of the call
   * @param sinceMs time since the decision
   */
  delivered(entry: Entry, lane: LaneId, ms: number, sinceMs: number): void;
  paused(lane: LaneId, waitMs: number): void;
  allPaused(waitMs: number): void;
  retried(entry: Entry, reason: string, waitMs: number): void;
  barred(entry: Entry, lane: LaneId, reason: string, fix: string): void;
  /** The chat has a new id. */
  moved(from: ChatId, to: ChatId): void;
  parked(entry: Entry, reason: string): void;
  threadLost(owner: Owner): void;
  troubled(what: string, error: unknown): void;
};

export const workerLog = (log: Logger): WorkerEvents => ({
  delivered: ({ owner, id, effect }, _lane, ms, sinceMs) =>
    events.effectDelivered(log, { owner, entry: id, kind: effect.kind, ms, sinceMs }),
  paused: (lane, waitMs) => events.lanePaused(log, { lane, waitMs }),
  allPaused: (waitMs) => events.deliveryPaused(log, { waitMs }),
  retried: ({ owner, effect }, reason, waitMs) =>
    events.deliveryRetried(log, { owner, kind: effect.kind, reason, waitMs }),
  barred: (_entry, lane, reason, fix) => events.laneBarred(log, { lane, reason, fix }),
  moved: (from, to) => events.chatMoved(log, { from, to }),
  parked: ({ owner, id, effect }, reason) =>
    events.deliveryParked(log, { owner, entry: id, kind: effect.kind, reason }),
  threadLost: (client) => events.threadLost(log, { client }),
  troubled: (task, err) => events.taskFailed(log, { task, err }),
});

/** Each listener gets every event, in order. */
export function toEach(listeners: readonly Partial<WorkerEvents>[]): WorkerEvents {
  const tell =
    <Name extends keyof WorkerEvents>(name: Name) =>
    (...what: Parameters<WorkerEvents[Name]>): void => {
      for (const listener of listeners) {
        (listener[name] as ((...all: Parameters<WorkerEvents[Name]>) => void) | undefined)?.(...what);
      }
    };
  return {
    delivered: tell('delivered'),
    paused: tell('paused'),
    allPaused: tell('allPaused'),
    retried: tell('retried'),
    barred: tell('barred'),
    moved: tell('moved'),
    parked: tell('parked'),
    threadLost: tell('threadLost'),
    troubled: tell('troubled'),
  };
}
