import type { WorkerEvents } from '../../outbox/worker-log.ts';
import { TelegramError } from '../../telegram/error.ts';
import * as events from '../../telemetry/events.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { LongPauses, type LongPausesDeps } from './long-pauses.ts';
import { texts } from './texts.ts';

export type PausePorts = {
  team: Pick<LongPausesDeps, 'audience'>;
  runtime: Omit<LongPausesDeps, 'audience'> & { log: Logger };
};

/** Reports of long pauses, and of their end, to the administrators. */
export const longPauses = {
  listens({ team, runtime: { log, ...runtime } }: PausePorts): Partial<WorkerEvents> {
    const pauses = new LongPauses({ audience: () => team.audience(), ...runtime });
    const watch = (task: Promise<void>): void =>
      void task.catch((err: unknown) => {
        // Without Telegram the administrators are unknown; the log and the readiness have the pause.
        if (!(err instanceof TelegramError)) events.taskFailed(log, { task: 'report of a long pause', err });
      });
    return {
      delivered: (_entry, lane) => watch(pauses.delivered(lane)),
      paused: (lane, waitMs) => watch(pauses.paused(lane, waitMs)),
      allPaused: (waitMs) => watch(pauses.paused('all', waitMs)),
    };
  },
  texts,
};
