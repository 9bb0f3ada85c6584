import type { BoardNumber, UserId } from '../../../machines/ids.ts';
import { isPerson } from '../../../machines/owner.ts';
import type { Job } from '../../jobs/job.ts';
import { boardLane } from '../../outbox/lanes.ts';
import type { WorkerEvents } from '../../outbox/worker-log.ts';
import type { ChatId } from '../../telegram/call.ts';
import * as events from '../../telemetry/events.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { type ListeningDeps, noteAwake } from './missed-updates.ts';
import { texts } from './texts.ts';

export type HealthPorts = {
  health: {
    refused(board: BoardNumber, chat: 'channel' | 'group', client: UserId): void;
    delivered(board: BoardNumber, chat: 'channel' | 'group', client: UserId): void;
    moved(from: ChatId, to: ChatId): Promise<void>;
  };
  team: Pick<ListeningDeps, 'audience'>;
  stores: { intake: ListeningDeps['store'] };
  runtime: Pick<ListeningDeps, 'dispatch' | 'clock'> & { log: Logger };
};

const AWAKE_MS = 30_000;

/** The watch over the channel and the group of each board. */
export const channelHealth = {
  listens: ({ health, runtime: { log } }: HealthPorts): Partial<WorkerEvents> => ({
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
  jobs: ({ team, stores, runtime: { dispatch, clock, log } }: HealthPorts): Job[] => [
    {
      name: 'note that the desk listens',
      everyMs: AWAKE_MS,
      whenCaughtUp: true,
      run: () =>
        noteAwake({
          store: stores.intake,
          audience: () => team.audience(),
          dispatch,
          clock,
          onGap: (from, to) =>
            events.gapFound(log, { from: new Date(from).toISOString(), to: new Date(to).toISOString() }),
        }),
    },
  ],
  texts,
};
