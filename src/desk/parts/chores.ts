import type { EpochMs } from '../../../machines/ids.ts';
import type { Dispatch } from '../../actor/dispatch.ts';
import { fireDueTimers, type TimerRows } from '../../jobs/fire-timers.ts';
import type { Job } from '../../jobs/job.ts';
import type { Receive } from '../../router/receive.ts';
import { auditStream } from '../../store/audit.ts';
import { trimFacts } from '../../store/facts.ts';
import { forgetOldParked } from '../../store/find-parked.ts';
import { trimClosed } from '../../store/indexes.ts';
import type { DeskCore } from '../core.ts';

const TIMER_MS = 500;
const RETRIED_MS = 1000;
const FORGET_MS = 6 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

type ChoreDeps = {
  core: DeskCore;
  dispatch: Dispatch;
  receive: Pick<Receive, 'retryParked'>;
  /** Timers of the features. */
  rows: TimerRows;
  /** Jobs of the features. */
  jobs: readonly Job[];
};

/** The jobs of the engines, and of the features. */
export function choresOf({ core, dispatch, receive, rows, jobs }: ChoreDeps): Job[] {
  const { connected, host, settings, stores } = core;
  const { keys, state } = connected;
  const { clock, redis } = host;
  const { retention } = settings;
  const { clients, parked, timers } = stores;
  const all: Job[] = [
    {
      name: 'timers',
      everyMs: TIMER_MS,
      whenCaughtUp: true,
      run: () => fireDueTimers({ timers, rows, load: clients.load, dispatch, clock }),
    },
    { name: 'retried updates', everyMs: RETRIED_MS, run: () => receive.retryParked() },
    { name: 'trim facts', everyMs: FORGET_MS, run: () => trimFacts(redis, keys, clock.now()) },
    {
      name: 'trim closed tickets',
      everyMs: FORGET_MS,
      run: () => trimClosed(redis, keys, (clock.now() - retention.reportDays * DAY_MS) as EpochMs),
    },
    {
      name: 'trim the audit',
      everyMs: FORGET_MS,
      run: () => auditStream(redis, keys).trim(clock.now() - retention.reportDays * DAY_MS),
    },
    {
      name: 'forget parked entries',
      everyMs: FORGET_MS,
      run: () => forgetOldParked(parked, retention.logDays, clock.now()),
    },
    ...jobs,
  ];
  return all.map((job) => ({
    ...job,
    run: async () => {
      if (job.whenCaughtUp !== true || state.isCaughtUp()) await job.run();
    },
  }));
}
