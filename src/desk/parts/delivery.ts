import { FIRST_BOARD } from '../../../machines/ids.ts';
import type { Dispatch } from '../../actor/dispatch.ts';
import { alertSettings } from '../../features/alerts/settings.ts';
import type { BoardsHealth } from '../../features/channel-health/boards-health.ts';
import type { SetupPorts } from '../../features/setup-check/feature.ts';
import type { Team } from '../../features/team/team.ts';
import { createTexts, type Texts } from '../../i18n/texts.ts';
import type { TimerRows } from '../../jobs/fire-timers.ts';
import type { Job } from '../../jobs/job.ts';
import { createOutbox, type Outbox } from '../../outbox/outbox.ts';
import { toEach, workerLog } from '../../outbox/worker-log.ts';
import type { DeskRows } from '../../router/desk-rows.ts';
import { forgetClient } from '../../store/client-data.ts';
import { answers } from '../../telegram/api.ts';
import type { DeskCore } from '../core.ts';
import { createFeatures, featureTexts } from '../features.ts';

type DeliveryDeps = {
  core: DeskCore;
  dispatch: Dispatch;
  team: Team;
  channelHealth: BoardsHealth;
};

/** Composes the features: the outbox carries out their effects, the router reads their rows. */
export function createDelivery({ core, dispatch, team, channelHealth }: DeliveryDeps): {
  outbox: Outbox;
  rows: DeskRows;
  texts: Texts;
  timers: TimerRows;
  jobs: readonly Job[];
  onStart(): void;
} {
  const { connected, host, leader, options, settings, stores } = core;
  const { log, readiness, state } = connected;
  const { clock, random } = host;
  const { api } = options;
  const texts = createTexts({
    locale: settings.locale,
    timeZone: settings.timeZone,
    catalogues: featureTexts,
  });
  const features = createFeatures(
    {
      team: {
        audience: () => team.audience(),
        memberships: (person) => team.memberships(person),
        alertsAdmins: () => settings.of(alertSettings).notifyAdmins,
        unreachable: (people) => team.unreachable(people),
        setReachable: (person, reachable) => team.setReachable(person, reachable),
        hintOnce: (person) => team.hintOnce(person),
      },
      health: {
        refused: (...about) => channelHealth.refused(...about),
        delivered: (...about) => channelHealth.delivered(...about),
        moved: (from, to) => channelHealth.moved(from, to),
        confirmBoard: (board) => channelHealth.at(board).confirm(),
        threadsFail: (board) => channelHealth.at(board).threadsFail(),
      },
      stores: {
        intake: stores.intake,
        canned: stores.canned,
        documents: settings.documents,
        lists: stores.lists,
        clients: stores.clients,
        forget: (client, erasure) => forgetClient(host.redis, connected.keys, client, erasure),
      },
      runtime: {
        clock,
        texts,
        dispatch,
        log,
        readiness: {
          block: (reason, forMs) => readiness.block('delivery', reason, forMs),
          clear: () => readiness.clear('delivery'),
        },
      },
      setup: { ...setupPorts(core), botUsername: state.botUsername },
      settings: settings.of,
    },
    options.without,
  );
  const outbox = createOutbox({
    telegram: { call: api.call, mayCall: () => leader.mayCall(), answers: () => answers(api) },
    features,
    context: {
      chats: state.boards,
      texts,
      company: settings.company,
      collect: settings.collect,
      deskName: settings.deskName,
      logDays: () => settings.retention.logDays,
      links: stores.links,
      versions: stores.versions,
      log: stores.log,
      reactions: stores.reactions,
      parked: stores.parked,
    },
    dispatch,
    stores,
    runtime: { clock, random, on: toEach([workerLog(log), ...features.listeners]) },
  });
  return { ...features, outbox, texts };
}

/** The board of the environment, and the boards of the documents. */
const setupPorts = ({
  connected: { state },
  options: { api, chats, webhook },
}: DeskCore): SetupPorts['setup'] => ({
  api: api.setup,
  wanted: () => ({
    boards: state.boards.all().map(({ channelId, number }) => ({
      channelId,
      groupId: number === FIRST_BOARD ? chats.groupId : null,
    })),
    webhookUrl: webhook?.url ?? null,
  }),
});
