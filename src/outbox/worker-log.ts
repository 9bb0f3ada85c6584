import type { BoardNumber, Owner, UserId } from '../../machines/ids.ts';
import { isPerson } from '../../machines/owner.ts';
import type { Entry } from '../actor/ports.ts';
import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { ChatId } from '../telegram/call.ts';
import { boardLane, type LaneId } from './lanes.ts';

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

type ChatWatch = {
  refused(board: BoardNumber, chat: 'channel' | 'group', client: UserId): void;
  delivered(board: BoardNumber, chat: 'channel' | 'group', client: UserId): void;
  moved(from: ChatId, to: ChatId): Promise<void>;
};

/** Reports to the watch of the boards as well. */
export const withChatWatch = (log: WorkerEvents, watch: () => ChatWatch): WorkerEvents => ({
  ...log,
  delivered(entry, lane, ms, sinceMs) {
    log.delivered(entry, lane, ms, sinceMs);
    const at = boardLane(lane);
    if (at !== null && isPerson(entry.owner)) watch().delivered(at.board, at.chat, entry.owner);
  },
  barred(entry, lane, reason, fix) {
    log.barred(entry, lane, reason, fix);
    const at = boardLane(lane);
    if (at !== null && isPerson(entry.owner)) watch().refused(at.board, at.chat, entry.owner);
  },
  moved(from, to) {
    log.moved(from, to);
    watch()
      .moved(from, to)
      .catch((error: unknown) => log.troubled('move of the group', error));
  },
});
