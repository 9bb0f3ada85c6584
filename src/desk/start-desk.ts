import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { UserId } from '../../machines/ids.ts';
import type { Dispatch } from '../actor/dispatch.ts';
import { runEvery } from '../base/run-every.ts';
import { withTimeout } from '../base/timeout.ts';
import { BoardsHealth } from '../features/channel-health/boards-health.ts';
import { ChannelHealth } from '../features/channel-health/channel-health.ts';
import { Team } from '../features/team/team.ts';
import { Leader, LEASE_TIMES, type Role } from '../leader/leader.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Texts } from '../i18n/texts.ts';
import type { DeskRows } from '../router/desk-rows.ts';
import { createLeaseStore } from '../store/lease.ts';
import type { Subscription } from '../store/pubsub.ts';
import { waitUntilDown } from '../store/wait-until-down.ts';
import { commandMenus, createMenuSetter } from '../telegram/menu.ts';
import * as events from '../telemetry/events.ts';
import { metricsOf } from '../telemetry/metrics.ts';
import { CommitFeed } from './commit-feed.ts';
import type { DeskCore } from './core.ts';
import { featureSettings } from './features.ts';
import type { DeskHost } from './host.ts';
import { LaneControl } from './lane-control.ts';
import { leaderDuties } from './leader-duties.ts';
import type { DeskOptions } from './options.ts';
import { choresOf } from './parts/chores.ts';
import { findDesk } from './parts/connected.ts';
import { createDecisions } from './parts/decisions.ts';
import { createDelivery } from './parts/delivery.ts';
import { Intake } from './parts/intake.ts';
import { Listening } from './parts/listening.ts';
import { createRouting } from './parts/routing.ts';
import { openSettings } from './parts/settings.ts';
import { openStores } from './parts/stores.ts';

export type Desk = {
  id: number;
  /** Channels of the boards beside the first. */
  laterChannels(): number[];
  /** The leader polls, fires timers and delivers; the other processes stand by. */
  role(): Role;
  /** Nothing is under way, and nothing could be done now. For tests. */
  idle(): boolean;
  /** Rejects when the desk cannot go on, with the fix. Never resolves before `stop`. */
  running: Promise<void>;
  /** Takes no more updates, and finishes the work in flight as long as Redis takes the results. */
  stop(): Promise<void>;
};

const PENDING_MS = 5000;
const SCRAPE_MS = 1000;

/**
 * Starts one desk of a process. The only place that knows every part.
 * @throws SetupError when the bot, the channel or the group does not fit a desk
 */
export async function startDesk(host: DeskHost, options: DeskOptions): Promise<Desk> {
  const stopping = new AbortController();
  const core = await openCore(host, options, stopping);
  const { connected, leader, settings, stores } = core;
  const { keys, log, readiness, retry, state } = connected;
  const { clock, random } = host;
  const { api } = options;

  const team = new Team({ storeOf: stores.teamOf, api, boards: state.boards, clock });
  const audience = () => team.audience();
  const feed = new CommitFeed();
  const dispatch = createDecisions(core, feed);
  const lanes = new LaneControl();
  const channelHealth = createHealth(core, lanes, { audience, dispatch });
  const { outbox, rows, texts, timers, jobs, onStart } = createDelivery({
    core,
    dispatch,
    team,
    channelHealth,
  });
  feed.follow(outbox);
  lanes.follow(outbox);
  const says = { texts, collect: settings.collect };
  const parts = { team, channelHealth, rows };
  const routing = createRouting({ state, says, stores, parts, api });
  const intake = new Intake({ core, routing, dispatch, stopping: stopping.signal });
  const { receive, take } = intake;
  const runtime = { clock, random, log };
  const listening = new Listening({ api, webhook: options.webhook, take, state, readiness, runtime });
  const chores = choresOf({ core, dispatch, receive, rows: timers, jobs });

  await receive.restore();
  const hints = new Map([
    [keys.lease, () => leader.wake()],
    [keys.unreadOwners, () => outbox.look()],
    [keys.troubles, () => channelHealth.hinted()],
    [keys.settingsVersion, settings.hinted],
  ]);
  const serving = leader.serve(leaderDuties({ channelHealth, outbox, listening, chores, clock, log }));
  const menus = keepMenus(core, rows, texts);
  const background = Promise.all([menus, standBy(core, intake, channelHealth, stopping.signal)]);
  const running = Promise.race([retry.lost, Promise.all([serving, background]).then(() => undefined)]);
  const outlets = openOutlets(core, intake, outbox, hints);
  await Promise.race([leader.decided.then(() => (leader.leads() ? listening.accepted : null)), running]);
  onStart();
  events.deskStarted(log, { channel: state.boards.first.channelId, group: state.boards.first.groupId });
  return {
    id: state.boards.botId,
    laterChannels: () =>
      state.boards
        .all()
        .slice(1)
        .map(({ channelId }) => channelId),
    role: () => leader.role(),
    idle: () => intake.idle() && channelHealth.idle() && outbox.idle(),
    running,
    async stop() {
      stopping.abort();
      await finish(core, Promise.allSettled([serving, background]), intake, dispatch);
      for (const outlet of outlets) outlet.end();
      retry.close();
      events.deskStopped(log);
    },
  };
}

async function openCore(host: DeskHost, options: DeskOptions, stopping: AbortController): Promise<DeskCore> {
  const connected = await findDesk(host, options, stopping);
  const { keys, log, readiness, state } = connected;
  const settings = await openSettings({
    redis: host.redis,
    keys,
    first: { ...options.settings, ...options.retention, texts: options.settings.company },
    fields: featureSettings,
    boards: state.boards,
    log,
  });
  const leader = new Leader({
    store: createLeaseStore(host.redis, keys),
    candidate: {
      name: `${hostname()}/${randomUUID()}`,
      alone: options.start.alone,
      times: options.start.leaseTimes ?? LEASE_TIMES,
    },
    clock: host.clock,
    stopping: stopping.signal,
    log,
    readiness,
  });
  const stores = openStores(host, connected, leader.fence, settings.retention);
  return { host, options, connected, leader, stores, settings };
}

/** Sets the menus of all groups: at the start, and after each change of the boards or of the language. */
function keepMenus(
  { connected: { log, state }, options: { api }, settings }: DeskCore,
  rows: DeskRows,
  texts: Texts,
): Promise<void> {
  const setMenus = createMenuSetter(api, log);
  const set = async (): Promise<void> => {
    const boards = state.boards.all();
    const offered = rows.commands.offered({ boards });
    for (const { groupId } of boards) await setMenus(commandMenus(offered, texts, groupId));
  };
  const first = set();
  // One after the other, so that older menus never replace newer menus.
  let last = first;
  const setAgain = (): void => {
    last = last
      .then(set)
      .catch((err: unknown) => events.taskFailed(log, { task: 'menus of the boards', err }));
  };
  state.boards.follow(setAgain);
  settings.follow(setAgain);
  return first;
}

/** The watch of each board, with lanes of its own. */
function createHealth(
  { connected: { log, state }, host: { clock }, options: { api }, stores }: DeskCore,
  lanes: LaneControl,
  reports: { audience(): Promise<UserId[]>; dispatch: Dispatch },
): BoardsHealth {
  const { boards } = state;
  return new BoardsHealth({
    boards,
    healthOf: (board) =>
      new ChannelHealth({
        chats: { board, moved: () => boards.changed() },
        api: { chat: api.chat, isServing: (chat) => api.isServing(chat, boards.botId) },
        store: stores.channelOf(board),
        reports,
        lanes: { closeLanes: (chats) => lanes.closeLanes(board.number, chats), wake: () => lanes.wake() },
        runtime: { clock, log, isCaughtUp: () => state.isCaughtUp() },
      }),
  });
}

/** Follows the acts of other processes, and takes updates set aside until Telegram answers. */
function standBy(
  { connected, host, leader }: DeskCore,
  intake: Intake,
  channelHealth: BoardsHealth,
  over: AbortSignal,
): Promise<void> {
  const onFailed = (err: unknown) => events.taskFailed(connected.log, { task: 'pending updates', err });
  return runEvery({ clock: host.clock, ms: PENDING_MS, over, onFailed }, async () => {
    await intake.receive.restore();
    if (leader.leads()) await intake.receive.retryPending();
    else await channelHealth.follow();
  });
}

/** Connects the desk with the HTTP server, the subscriber and the metrics of the process. */
function openOutlets(
  { connected, host, leader, options, stores }: DeskCore,
  { take }: Intake,
  outbox: Outbox,
  hints: ReadonlyMap<string, () => void>,
): Subscription[] {
  const { log, readiness, state } = connected;
  const path = options.webhook === undefined ? null : new URL(options.webhook.url).pathname;
  const behind = { id: state.boards.botId, path, log, receive: take, reasons: readiness.reasons };
  const served = host.http?.serve({ ...behind, role: () => leader.role() });
  const unwatch = metricsOf(log).watch(async () => ({
    isLeader: leader.leads(),
    lanes: outbox.loads(),
    parked: await withTimeout(
      host.clock,
      SCRAPE_MS,
      stores.parked.count().catch(() => null),
    ),
  }));
  const subscription = host.pubsub.subscribe(hints, (err) => events.hintsRefused(log, { err }));
  return [...(served === undefined ? [] : [served]), subscription, { end: unwatch }];
}

/** Waits for the work in flight, unless Redis is away and takes no results. */
async function finish(
  { host }: DeskCore,
  tasks: Promise<unknown>,
  intake: Intake,
  dispatch: Dispatch,
): Promise<void> {
  const finished = Promise.all([tasks, intake.finished()]).then(() => dispatch.idle());
  const over = new AbortController();
  await Promise.race([finished, waitUntilDown(host.redis, host.clock, over.signal)]);
  over.abort();
}
