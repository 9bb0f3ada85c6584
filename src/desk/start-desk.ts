import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { logMove } from '../actor/commit-log.ts';
import { createDispatch } from '../actor/dispatch.ts';
import type { Clock } from '../base/clock.ts';
import { explainFileError } from '../base/file-error.ts';
import { every } from '../base/run-every.ts';
import { within } from '../base/timeout.ts';
import { ChannelHealth } from '../features/channel-health/channel-health.ts';
import { Team } from '../features/team/team.ts';
import { createFeatures, type OptionalFeature } from './features.ts';
import { createHolderDuties } from './leader-duties.ts';
import { createReadiness } from '../http/readiness.ts';
import type { HttpServer } from '../http/server.ts';
import type { Texts } from '../i18n/texts.ts';
import { createHolder, LEASE_TIMES, type LeaseTimes, type Role } from '../leader/leader.ts';
import { holderLog } from '../leader/leader-log.ts';
import type { CompanyTexts } from '../outbox/delivery.ts';
import { createOutbox, type Outbox } from '../outbox/outbox.ts';
import { withChatWatch, workerLog } from '../outbox/worker-log.ts';
import { Receive } from '../router/receive.ts';
import { absent } from '../store/wait-until-down.ts';
import { listen } from '../store/pubsub.ts';
import { createClientStore } from '../store/client-store.ts';
import { createTeamStore } from '../store/team-store.ts';
import { createIntakeStore } from '../store/pending-updates.ts';
import { createKeys } from '../store/keys.ts';
import { createLeaseStore } from '../store/lease.ts';
import { trimFacts } from '../store/facts.ts';
import { createRouting } from './parts/routing.ts';
import { openSettings } from './parts/settings.ts';
import { createLinks } from '../store/links.ts';
import { createNews } from '../store/unread-owners.ts';
import { createReactions } from '../store/reactions.ts';
import { createSaid } from '../store/message-versions.ts';
import { createOutboxStore } from '../store/outbox-store.ts';
import type { RedisConnection } from '../store/redis.ts';
import { createParkedStore } from '../store/parked-store.ts';
import { createChannelStore, findGroup, keepChannel, keptChannel } from '../store/channel-store.ts';
import { createGuard, onceTaken } from '../store/retry.ts';
import { stampData } from '../store/data-id.ts';
import { createTimerStore } from '../store/timer-store.ts';
import { answers, type TelegramApi } from '../telegram/api.ts';
import { commandMenus, setMenus } from '../telegram/menu.ts';
import type { RawUpdate } from '../telegram/inbound.ts';
import { guardLog } from '../http/guard-log.ts';
import { connectDesk } from '../telegram/connect.ts';
import type { Webhook } from '../telegram/webhook-registration.ts';
import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import { deskLog, metricsOf } from '../telemetry/metrics.ts';

type DeskOptions = {
  redis: RedisConnection;
  api: TelegramApi;
  channelId: number;
  /** Null: the group linked to the channel. */
  groupId: number | null;
  texts: Texts;
  /** First values of the settings, until a document says otherwise. */
  company: CompanyTexts;
  timeZone: string;
  notifyAdmins: boolean;
  floodPerMinute: number;
  logDays: number;
  reportDays: number;
  /** @default 'full' `minimal`: neither the username nor the language of a client is kept */
  collect?: 'full' | 'minimal';
  /** Takes updates, if `webhook` is set, and answers questions about the state of the desk. */
  http?: HttpServer | undefined;
  /** Absent: the desk polls. */
  webhook?: Webhook | undefined;
  /** Folder outside Redis with the data id; null: another part vouches for the data. */
  stampDir: string | null;
  /** Gives missing data up. */
  anew?: boolean;
  clock: Clock;
  random(): number;
  log: Logger;
  /** Features to leave out. */
  without?: ReadonlySet<OptionalFeature>;
  /** No other process can serve the desk: a lease in Redis belongs to a dead process. */
  alone: boolean;
  /** @default LEASE_TIMES */
  leaseTimes?: LeaseTimes;
  /** Fires when the start is no longer wanted. A started desk ends by `stop`. */
  giveUp?: AbortSignal;
};

export type Desk = {
  id: number;
  /** The leader polls, fires timers and delivers; other processes stand by. */
  role(): Role;
  /** No work under way, and no work to do now. For tests. */
  idle(): boolean;
  /** Rejects with the fix when the desk cannot go on. Never resolves before `stop`. */
  running: Promise<void>;
  /** Takes no more updates, and finishes the calls in flight, as long as Redis takes the outcomes. */
  stop(): Promise<void>;
};

const PENDING_MS = 5000;
const SCRAPE_MS = 1000;

function noteNotKept(log: Logger, error: unknown, dir: string): void {
  const explained = explainFileError(error, dir);
  events.dataIdNotKept(log, { reason: explained instanceof Error ? explained.message : String(explained) });
}

/**
 * Starts a desk. The only place that knows every part.
 * @throws SetupError when the bot, the channel or the group does not fit a desk
 */
export async function startDesk(options: DeskOptions): Promise<Desk> {
  const { redis, api, clock, texts } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const chats = await connectDesk({
    ...options,
    polls: options.webhook === undefined,
    findGroup: (bot, linked) => findGroup(redis, createKeys(bot), { ...options, linked }),
    keptChannel: (bot) => keptChannel(redis, createKeys(bot)),
  });
  const keys = createKeys(chats.botId);
  const log = deskLog(options.log, chats.botId);
  const { stampDir } = options;
  const readiness = createReadiness({ askRedis: () => redis.ping(), clock });
  const on = guardLog(log, readiness);
  const stamp = await onceTaken(
    async () => {
      const found = await stampData(redis, keys, {
        file: stampDir === null ? null : join(stampDir, `desk-${chats.botId}`),
        servedBefore: chats.servedBefore,
        onNotKept: (error) => noteNotKept(log, error, stampDir ?? ''),
        anew: options.anew ?? false,
      });
      await keepChannel(redis, keys, chats);
      return found;
    },
    { clock, random: options.random, on },
    options.giveUp ?? signal,
  );

  const guard = createGuard({ ...options, keys, stamp, stopping, on });
  const { waitOut } = guard;

  const holder = createHolder({
    store: createLeaseStore(redis, keys),
    name: `${hostname()}/${randomUUID()}`,
    alone: options.alone,
    times: options.leaseTimes ?? LEASE_TIMES,
    clock,
    stopping: signal,
    on: holderLog(log, clock, readiness),
  });
  const { fence } = holder;

  const clients = createClientStore(redis, keys, options, fence, stamp);
  const links = createLinks(redis, keys);
  const waiting = createOutboxStore(redis, keys, fence);
  const kept = createIntakeStore(redis, keys);
  const parked = createParkedStore(redis, keys, options.logDays);
  const team = new Team({ store: createTeamStore(redis, keys, chats), api, chats, clock });
  const { timeZone, company, collect = 'full' } = options;
  const first = { timeZone, locale: texts.locale, texts: company, collect };
  const settings = await openSettings({ redis, keys, first, log });
  const dispatch = createDispatch({
    store: clients,
    settings: settings.decisions,
    onCommitted(commitment) {
      guard.well();
      logMove(log, commitment);
      outbox.committed(commitment);
    },
    onBehind: (owner) => outbox.reload(owner),
    waitOut,
  });
  const features = createFeatures(
    {
      alerts: {
        audience: async () => (options.notifyAdmins ? team.audience() : []),
        unreachable: (admin) => team.setReachable(admin, false),
      },
      thread: {
        confirmChannel: () => channelHealth.confirm(),
        threadsFail: () => channelHealth.threadsFail(),
      },
      flood: { dispatch, clock, perMinute: options.floodPerMinute, log },
      clock,
    },
    options.without,
  );
  const outbox: Outbox = createOutbox({
    telegram: { call: api.call, mayCall: () => holder.mayCall(), answers: () => answers(api) },
    features,
    context: {
      chats,
      texts,
      company: settings.company,
      logDays: options.logDays,
      collect: settings.collect,
      links,
      said: createSaid(redis, keys),
      reactions: createReactions(redis, keys),
      parked,
    },
    dispatch,
    store: waiting,
    news: createNews(redis, keys, fence),
    runtime: { clock, random: options.random, on: withChatWatch(workerLog(log), () => channelHealth) },
  });
  const channelHealth: ChannelHealth = new ChannelHealth({
    chats,
    api,
    store: createChannelStore(redis, keys, chats.channelId),
    reports: { audience: () => team.audience(), dispatch },
    lanes: outbox,
    runtime: { clock, log, isCaughtUp: () => duties.listensSince() !== null },
  });
  const routing = createRouting({
    chats,
    says: { texts, collect: settings.collect },
    stores: { links, clients },
    team,
    channelHealth,
    api,
  });
  const receive = new Receive({
    routing,
    dispatch,
    intake: kept,
    clock,
    guard: { stopping: signal, waitOut },
    log,
  });

  let busy = 0;
  async function take(update: RawUpdate): Promise<void> {
    busy += 1;
    try {
      await receive.update(update);
    } finally {
      busy -= 1;
    }
  }

  const duties = createHolderDuties({
    ...options,
    log,
    take,
    receive,
    channelHealth,
    outbox,
    audience: () => team.audience(),
    stores: {
      clients,
      waiting,
      intake: kept,
      parked,
      trimFacts: (now) => trimFacts(redis, keys, now),
      timers: createTimerStore(redis, keys, fence),
    },
    dispatch,
    readiness,
  });

  await receive.restore();
  const role = (): Role => (holder.holds() ? 'holder' : 'standby');
  options.http?.serve({ receive: take, reasons: readiness.reasons, role });
  const unwatch = metricsOf(log).watch(async () => ({
    isLeader: holder.holds(),
    lanes: outbox.loads(),
    parked: await within(
      clock,
      SCRAPE_MS,
      parked.count().catch(() => null),
    ),
  }));
  const bell = listen(
    redis,
    new Map([
      [keys.lease, () => holder.wake()],
      [keys.news, () => outbox.look()],
      [keys.troubles, () => channelHealth.rang()],
      [keys.settingsVersion, settings.hinted],
    ]),
    (err) => events.hintsRefused(log, { err }),
  );
  const serving = holder.serve(duties.begin);
  const background = Promise.all([
    every(
      {
        clock,
        ms: PENDING_MS,
        over: signal,
        onFailed: (err) => events.taskFailed(log, { task: 'pending updates', err }),
      },
      async () => {
        await receive.restore();
        if (holder.holds()) await receive.retryPending();
        else await channelHealth.follow();
      },
    ),
    setMenus(api, commandMenus(routing.rows.commands.rows, texts.locale, chats.groupId), log),
  ]);
  const running = Promise.race([guard.lost, Promise.all([serving, background]).then(() => undefined)]);
  await Promise.race([holder.decided.then(() => (holder.holds() ? duties.accepted : null)), running]);
  events.deskStarted(log, { channel: chats.channelId, group: chats.groupId });

  return {
    id: chats.botId,
    role,
    idle: () => busy === 0 && channelHealth.idle() && outbox.idle(),
    running,
    async stop() {
      stopping.abort();
      const closed = options.http?.close() ?? Promise.resolve();
      const finished = Promise.allSettled([closed, serving, background]).then(() => dispatch.idle());
      const over = new AbortController();
      await Promise.race([finished, absent(redis, clock, over.signal)]);
      over.abort();
      bell.close();
      unwatch();
      guard.close();
      events.deskStopped(log);
    },
  };
}
