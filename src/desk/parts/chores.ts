import type { EpochMs, UserId } from '../../../machines/ids.ts';
import type { Dispatch } from '../../actor/dispatch.ts';
import { forgetOldParked } from '../../cli/parked.ts';
import { noteAwake } from '../../features/channel-health/missed-updates.ts';
import { fireDueTimers, type TimerRows } from '../../jobs/fire-timers.ts';
import type { Receive } from '../../router/receive.ts';
import { trimAudit } from '../../store/audit.ts';
import { trimFacts } from '../../store/facts.ts';
import { trimClosed } from '../../store/indexes.ts';
import * as events from '../../telemetry/events.ts';
import type { DeskCore } from '../core.ts';

/** A repeated task of the leader. */
export type Chore = { name: string; everyMs: number; run(): Promise<void> };

const TIMER_MS = 500;
const RETRIED_MS = 1000;
const AWAKE_MS = 30_000;
const FORGET_MS = 6 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

type ChoreDeps = {
  core: DeskCore;
  dispatch: Dispatch;
  receive: Pick<Receive, 'retryParked'>;
  /** Administrators who take private messages of the bot. */
  audience(): Promise<UserId[]>;
  /** Timers of the features. */
  rows: TimerRows;
};

export function choresOf({ core, dispatch, receive, audience, rows }: ChoreDeps): Chore[] {
  const { connected, host, options, stores } = core;
  const { keys, log, state } = connected;
  const { clock, redis } = host;
  const { clients, intake, parked, timers } = stores;
  const onGap = (from: EpochMs, to: EpochMs): void =>
    events.gapFound(log, { from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  /** The backlog of updates goes first: a copy or an answer may have come while the desk was away. */
  const whenCaughtUp = (run: () => Promise<void>) => async (): Promise<void> => {
    if (state.isCaughtUp()) await run();
  };
  return [
    {
      name: 'timers',
      everyMs: TIMER_MS,
      run: whenCaughtUp(() => fireDueTimers({ timers, rows, load: clients.load, dispatch, clock })),
    },
    { name: 'retried updates', everyMs: RETRIED_MS, run: () => receive.retryParked() },
    {
      name: 'note that the desk listens',
      everyMs: AWAKE_MS,
      run: whenCaughtUp(() => noteAwake({ store: intake, audience, dispatch, clock, onGap })),
    },
    { name: 'trim facts', everyMs: FORGET_MS, run: () => trimFacts(redis, keys, clock.now()) },
    {
      name: 'trim closed tickets',
      everyMs: FORGET_MS,
      run: () => trimClosed(redis, keys, (clock.now() - options.reportDays * DAY_MS) as EpochMs),
    },
    {
      name: 'trim the audit',
      everyMs: FORGET_MS,
      run: () => trimAudit(redis, keys, (clock.now() - options.reportDays * DAY_MS) as EpochMs),
    },
    {
      name: 'forget parked entries',
      everyMs: FORGET_MS,
      run: () => forgetOldParked(parked, options.logDays, clock.now()),
    },
  ];
}
