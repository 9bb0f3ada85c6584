import type { EpochMs, UserId } from '../../machines/ids.ts';
import type { Dispatch } from '../actor/dispatch.ts';
import type { ClientStore } from '../actor/ports.ts';
import type { Clock } from '../base/clock.ts';
import { every } from '../base/run-every.ts';
import { noteAwake } from '../features/channel-health/missed-updates.ts';
import type { ChannelHealth } from '../features/channel-health/channel-health.ts';
import { intakeLog } from '../http/intake-log.ts';
import type { Readiness } from '../http/readiness.ts';
import { forgetOldParked } from '../cli/parked.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Receive } from '../router/receive.ts';
import type { IntakeStore } from '../store/pending-updates.ts';
import type { OutboxStore } from '../store/outbox-store.ts';
import type { ParkedStore } from '../store/parked-store.ts';
import type { TimerStore } from '../store/timer-store.ts';
import type { TelegramApi } from '../telegram/api.ts';
import type { RawUpdate } from '../telegram/inbound.ts';
import { endOfIntake, type IntakeTrouble } from '../telegram/intake.ts';
import { poll } from '../telegram/polling.ts';
import { keepWebhook, type Webhook } from '../telegram/webhook-registration.ts';
import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import { fireDueTimers } from '../jobs/fire-timers.ts';

type HolderDutiesDeps = {
  api: TelegramApi;
  /** Absent: the desk polls. */
  webhook?: Webhook | undefined;
  /** Resolves after the commit of the update. */
  take(update: RawUpdate): Promise<void>;
  receive: Pick<Receive, 'retryParked'>;
  channelHealth: Pick<ChannelHealth, 'watch'>;
  outbox: Pick<Outbox, 'deliver'>;
  /** Administrators who take private messages of the bot. */
  audience(): Promise<UserId[]>;
  stores: {
    clients: Pick<ClientStore, 'load'>;
    waiting: Pick<OutboxStore, 'owners'>;
    intake: IntakeStore;
    parked: ParkedStore;
    /** Drops old facts that every reader has read. */
    trimFacts(now: EpochMs): Promise<void>;
    timers: TimerStore;
  };
  dispatch: Dispatch;
  readiness: Readiness;
  logDays: number;
  clock: Clock;
  random(): number;
  log: Logger;
};

/** The duties of the leader alone. */
type HolderDuties = {
  /** Listens, delivers, fires timers and tidies until `over` fires. */
  begin(over: AbortSignal): Promise<void>[];
  /** Time at which the process finished the backlog of updates. Null: the process does not listen, or not yet. */
  listensSince(): EpochMs | null;
  /** Resolves when Telegram has taken the webhook, or cannot be asked now. Null: no webhook. */
  accepted: Promise<void> | null;
};

const TIMER_MS = 500;
const RETRIED_MS = 1000;
const AWAKE_MS = 30_000;
const FORGET_MS = 6 * 60 * 60 * 1000;

export function createHolderDuties(deps: HolderDutiesDeps): HolderDuties {
  const { api, clock, dispatch, log, readiness, stores, webhook } = deps;
  const { load } = stores.clients;
  let since: EpochMs | null = null;
  let answered: () => void = () => {};
  const accepted = webhook === undefined ? null : new Promise<void>((resolve) => void (answered = resolve));

  function listen(over: AbortSignal): Promise<void> {
    since = null;
    const { onTrouble, ...told } = intakeLog(log, readiness);
    const intake = {
      api,
      clock,
      random: deps.random,
      ...told,
      onTrouble(trouble: IntakeTrouble) {
        since = null;
        onTrouble(trouble);
        answered();
      },
      onCaughtUp() {
        if (over.aborted) return;
        since = clock.now();
      },
    };
    const end = () => {
      since = null;
      // From now on another process knows the state of Telegram.
      readiness.clear('telegram', 'webhook');
    };
    over.addEventListener('abort', end, { once: true });
    const listening =
      webhook === undefined
        ? poll({ ...intake, receive: deps.take }, over)
        : keepWebhook({ ...intake, hook: webhook, onSet: () => answered() }, over);
    void listening.then(answered, () => {});
    return endOfIntake(listening, over);
  }

  function fireTimers(over: AbortSignal): Promise<void> {
    return regularly('timers', TIMER_MS, over, async () => {
      // The backlog of updates goes first: a copy or an answer may have come while the desk was away.
      if (since === null) return;
      await fireDueTimers({ timers: stores.timers, load, dispatch, clock });
    });
  }

  const onGap = (from: EpochMs, to: EpochMs): void =>
    events.gapFound(log, { from: new Date(from).toISOString(), to: new Date(to).toISOString() });

  const failed = (task: string) => (err: unknown) => events.taskFailed(log, { task, err });

  const regularly = (task: string, ms: number, over: AbortSignal, run: () => Promise<void>): Promise<void> =>
    every({ clock, ms, over, onFailed: failed(task) }, run);

  return {
    begin: (over) => [
      deps.channelHealth.watch(over),
      deps.outbox.deliver(over),
      listen(over),
      fireTimers(over),
      regularly('retried updates', RETRIED_MS, over, () => deps.receive.retryParked()),
      regularly('note that the desk listens', AWAKE_MS, over, async () => {
        if (since === null) return;
        await noteAwake({ store: stores.intake, audience: deps.audience, dispatch, clock, onGap });
      }),
      regularly('trim facts', FORGET_MS, over, () => stores.trimFacts(clock.now())),
      regularly('forget what was parked', FORGET_MS, over, () =>
        forgetOldParked(stores.parked, deps.logDays, clock.now()),
      ),
    ],
    listensSince: () => since,
    accepted,
  };
}
