import type { Clock } from '../base/clock.ts';
import { runEvery } from '../base/run-every.ts';
import type { BoardsHealth } from '../features/channel-health/boards-health.ts';
import type { Duties } from '../leader/leader.ts';
import type { Job } from '../jobs/job.ts';
import type { Outbox } from '../outbox/outbox.ts';
import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Listening } from './parts/listening.ts';

type LeaderDutiesDeps = {
  channelHealth: Pick<BoardsHealth, 'watch'>;
  outbox: Pick<Outbox, 'deliver'>;
  listening: Pick<Listening, 'listen'>;
  chores: readonly Job[];
  clock: Clock;
  log: Logger;
};

/** The work of the leader alone: watches the channel, delivers, listens, and does the chores, until the term is over. */
export const leaderDuties =
  ({ channelHealth, outbox, listening, chores, clock, log }: LeaderDutiesDeps): Duties =>
  (over) => [
    channelHealth.watch(over),
    outbox.deliver(over),
    listening.listen(over),
    ...chores.map(({ name, everyMs, run }) =>
      runEvery(
        { clock, ms: everyMs, over, onFailed: (err) => events.taskFailed(log, { task: name, err }) },
        run,
      ),
    ),
  ];
