import type { Effect as ChartEffect } from '../../machines/client/effect.ts';
import type { AnyFields } from '../../machines/desk/fields.ts';
import type { UserId } from '../../machines/ids.ts';
import { joinReactions, type Reactions } from '../actor/reactions.ts';
import { alerts } from '../features/alerts/feature.ts';
import { campaigns } from '../features/campaigns/feature.ts';
import { cannedAnswers } from '../features/canned-answers/feature.ts';
import type { CannedPorts } from '../features/canned-answers/ports.ts';
import { channelHealth, type HealthPorts } from '../features/channel-health/feature.ts';
import { edits } from '../features/edits/feature.ts';
import { emojiReactions } from '../features/emoji-reactions/feature.ts';
import { type ErasingPorts, erasing } from '../features/erasing/feature.ts';
import { floodControl, type FloodPorts } from '../features/flood-control/feature.ts';
import { help } from '../features/help/feature.ts';
import { longPauses, type PausePorts } from '../features/long-pauses/feature.ts';
import { messageHistory } from '../features/message-history/feature.ts';
import { mirror } from '../features/mirror/feature.ts';
import { moves } from '../features/moves/feature.ts';
import { queue, type QueuePorts } from '../features/queue/feature.ts';
import { relay } from '../features/relay/feature.ts';
import { search } from '../features/search/feature.ts';
import { setupCheck, type SetupPorts } from '../features/setup-check/feature.ts';
import { thread, type ThreadPorts } from '../features/thread/feature.ts';
import { tickets } from '../features/tickets/feature.ts';
import type { Catalogue } from '../i18n/catalogue.ts';
import type { TimerRows } from '../jobs/fire-timers.ts';
import type { Job } from '../jobs/job.ts';
import { openGate } from '../outbox/bulk-gate.ts';
import { type ClientRate, noClientRate } from '../outbox/client-rate.ts';
import { type Delivery, over, type TransportDelivery } from '../outbox/delivery.ts';
import { deliverBlocks } from '../outbox/message/blocks.ts';
import { deliverContinuationAtClient, deliverContinuationInThread } from '../outbox/message/continuation.ts';
import { deliverMark } from '../outbox/message/mark-comment.ts';
import { deliverErasedPost, deliverUnpin } from '../outbox/message/old-post.ts';
import { deliverRemoval } from '../outbox/message/remove-message.ts';
import { deliverSay, type SayPorts } from '../outbox/say.ts';
import type { Transport } from '../outbox/transport.ts';
import type { OutboxFeatures } from '../outbox/worker.ts';
import type { WorkerEvents } from '../outbox/worker-log.ts';
import { type DeskRows, deskRows, type FeatureRows } from '../router/desk-rows.ts';

/** Ports of the desk that features and the engine's effects use: each feature says which members of a part. */
type FeaturePorts = {
  team: PortsOfFeatures['team'] &
    Pick<SayPorts, 'hintOnce'> & { setReachable(person: UserId, reachable: boolean): Promise<void> };
  health: PortsOfFeatures['health'];
  stores: PortsOfFeatures['stores'];
  runtime: PortsOfFeatures['runtime'];
  setup: PortsOfFeatures['setup'] & Pick<SayPorts, 'botUsername'>;
  settings: PortsOfFeatures['settings'];
};

type PortsOfFeatures = HealthPorts &
  PausePorts &
  SetupPorts &
  FloodPorts &
  ThreadPorts &
  ErasingPorts &
  QueuePorts &
  CannedPorts;

/** The features of a desk: one line each. A part that needs the running desk is a function of the ports. */
const features = {
  relay,
  thread,
  tickets,
  moves,
  edits,
  emojiReactions,
  messageHistory,
  search,
  queue,
  alerts,
  campaigns,
  floodControl,
  help,
  mirror,
  cannedAnswers,
  channelHealth,
  longPauses,
  erasing,
  setupCheck,
};

/** The outbox's own effects. */
const engine = ({ team, setup: { botUsername } }: FeaturePorts) => ({
  say: deliverSay({
    audience: () => team.audience(),
    unreachable: (person) => team.setReachable(person, false),
    hintOnce: (person) => team.hintOnce(person),
    botUsername,
  }),
  blocksInThread: deliverBlocks,
  markComment: deliverMark,
  removeMessage: deliverRemoval,
  erasePost: deliverErasedPost,
  unpinPost: deliverUnpin,
  continueInThread: deliverContinuationInThread,
  continueAtClient: deliverContinuationAtClient,
});

/** The features that every desk has: without one of these, a client and the team cannot talk. */
const required = ['relay', 'thread', 'tickets', 'channelHealth'] as const;

export type OptionalFeature = Exclude<keyof Features, (typeof required)[number]>;

/** All other features. A new feature can be left out, unless the feature is required. */
export const optionalFeatures = (Object.keys(features) as (keyof Features)[]).filter(
  (name): name is OptionalFeature => !required.some((one) => one === name),
);

/** The row for an effect of a left-out feature: no call. */
const leftOut: Delivery = {
  lane: () => 'desk',
  needs: 'nothing',
  rank: 'upkeep',
  order: 'apart',
  onRepeat: 'harmless',
  prepare: () => over(),
};

type Table = Readonly<Record<string, unknown>>;
/** The common parts of a feature. */
type Feature = FeatureRows & {
  deliveries?: Table | ((ports: FeaturePorts) => Table);
  /** Rows that need the running desk. */
  rows?: (ports: FeaturePorts) => FeatureRows;
  reactions?: Reactions;
  clientRate?: (ports: FeaturePorts) => ClientRate;
  bulkGate?: OutboxFeatures['bulkGate'];
  listens?: (ports: FeaturePorts) => Partial<WorkerEvents>;
  /** Ways out of the process besides Telegram. */
  transports?: (ports: FeaturePorts) => readonly Transport[];
  timers?: (ports: FeaturePorts) => TimerRows;
  /** Tasks of the leader. */
  jobs?: (ports: FeaturePorts) => readonly Job[];
  /** A task beside the desk, once after each start of a process. Never rejects; the desk does not wait for the task. */
  onStart?: (ports: FeaturePorts) => Promise<void>;
  /** Fields of the document `settings`. A change is effective at once. */
  settings?: AnyFields;
  texts?: Catalogue;
};

type TableOf<D> = D extends (ports: never) => infer T ? T : D;
type RowsOf<F> = F extends { deliveries: infer D } ? TableOf<D> : never;
type Rows = ReturnType<typeof engine> & UnionToIntersection<RowsOf<Features[keyof Features]>>;
type Features = typeof features;
type UnionToIntersection<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void
  ? I
  : never;

/** Every possible effect in the outbox of a desk. */
export type DeskEffect = {
  [K in keyof Rows]: Rows[K] extends Delivery<infer E> | TransportDelivery<infer E> ? E : never;
}[keyof Rows];

/** A new effect of the chart does not compile before a feature delivers the effect. */
type Undelivered = Exclude<ChartEffect['kind'], keyof Rows>;
const everyChartEffectIsDelivered: [Undelivered] extends [never] ? true : Undelivered = true;

type DeskFeatures = OutboxFeatures & {
  /** Commands, buttons, links and inline queries of all features. */
  rows: DeskRows;
  /** Timers of all features, by name. */
  timers: TimerRows;
  /** Jobs of all features. */
  jobs: readonly Job[];
  /** Begins the tasks of the features beside the started desk. */
  onStart(): void;
  /** Features that follow the events of delivery. */
  listeners: readonly Partial<WorkerEvents>[];
};

export function createFeatures(
  ports: FeaturePorts,
  without: ReadonlySet<OptionalFeature> = new Set(),
): DeskFeatures {
  void everyChartEffectIsDelivered;
  const deliveries = Object.entries<Feature>(features).flatMap(([name, { deliveries: own = {} }]) => {
    const table = typeof own === 'function' ? own(ports) : own;
    return Object.entries(table).map(([kind, row]) => [kind, isLeftOut(name, without) ? leftOut : row]);
  });
  return {
    rows: deskRows(keptFeatures(without).flatMap((one) => [one, one.rows?.(ports) ?? {}])),
    listeners: keptFeatures(without).flatMap(({ listens }) =>
      listens === undefined ? [] : [listens(ports)],
    ),
    deliveries: { ...(Object.fromEntries(deliveries) as Record<string, Delivery>), ...engine(ports) },
    transports: keptFeatures(without).flatMap(({ transports }) => transports?.(ports) ?? []),
    timers: Object.assign(
      {},
      ...keptFeatures(without).map(({ timers }) => timers?.(ports) ?? {}),
    ) as TimerRows,
    jobs: keptFeatures(without).flatMap(({ jobs }) => jobs?.(ports) ?? []),
    onStart() {
      for (const { onStart } of keptFeatures(without)) void onStart?.(ports);
    },
    clientRate: without.has('floodControl') ? noClientRate : features.floodControl.clientRate(ports),
    bulkGate: without.has('campaigns') ? openGate : features.campaigns.bulkGate,
  };
}

/** The texts of all features. Left-out features too: their words may wait in an outbox. */
export const featureTexts: readonly Catalogue[] = Object.values<Feature>(features).flatMap(({ texts }) =>
  texts === undefined ? [] : [texts],
);

/** The settings of all features. Left-out features too: a stored document may have the field. */
export const featureSettings: AnyFields = Object.assign(
  {},
  ...Object.values<Feature>(features).map(({ settings }) => settings ?? {}),
);

/** The reactions of the desk, for its decisions. */
export const deskReactions = (without: ReadonlySet<OptionalFeature> = new Set()): Reactions =>
  joinReactions(keptFeatures(without).map(({ reactions = {} }) => reactions));

const keptFeatures = (without: ReadonlySet<OptionalFeature>): Feature[] =>
  Object.entries<Feature>(features).flatMap(([name, feature]) => (isLeftOut(name, without) ? [] : [feature]));

const isLeftOut = (name: string, without: ReadonlySet<string>): boolean => without.has(name);
