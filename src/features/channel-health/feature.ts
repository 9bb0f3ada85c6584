import type { BoardNumber, UserId } from '../../../machines/ids.ts';
import { isPerson } from '../../../machines/owner.ts';
import { boardLane } from '../../outbox/lanes.ts';
import type { WorkerEvents } from '../../outbox/worker-log.ts';
import type { ChatId } from '../../telegram/call.ts';
import * as events from '../../telemetry/events.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { texts } from './texts.ts';

export type HealthPorts = {
  health: {
    refused(board: BoardNumber, chat: 'channel' | 'group', client: UserId): void;
    delivered(board: BoardNumber, chat: 'channel' | 'group', client: UserId): void;
    moved(from: ChatId, to: ChatId): Promise<void>;
  };
  log: Logger;
};

/** The watch over the channel and the group of each board. */
export const channelHealth = {
  listens: ({ health, log }: HealthPorts): Partial<WorkerEvents> => ({
    delivered(entry, lane) {
      const at = boardLane(lane);
      if (at !== null && isPerson(entry.owner)) health.delivered(at.board, at.chat, entry.owner);
    },
    barred(entry, lane) {
      const at = boardLane(lane);
      if (at !== null && isPerson(entry.owner)) health.refused(at.board, at.chat, entry.owner);
    },
    moved(from, to) {
      health
        .moved(from, to)
        .catch((err: unknown) => events.taskFailed(log, { task: 'move of the group', err }));
    },
  }),
  texts,
};
