import type { Effect as ChartEffect } from '../../machines/client/effect.ts';
import { alerts } from '../features/alerts/feature.ts';
import { campaigns } from '../features/campaigns/feature.ts';
import { channelHealth } from '../features/channel-health/feature.ts';
import { edits } from '../features/edits/feature.ts';
import { floodControl } from '../features/flood-control/feature.ts';
import { help } from '../features/help/feature.ts';
import { longPauses } from '../features/long-pauses/feature.ts';
import { messageHistory } from '../features/message-history/feature.ts';
import { reactions } from '../features/reactions/feature.ts';
import { relay } from '../features/relay/feature.ts';
import { thread } from '../features/thread/feature.ts';
import { tickets } from '../features/tickets/feature.ts';
import type { Catalogue } from '../i18n/catalogue.ts';
import { openGate } from '../outbox/bulk-gate.ts';
import { noClientRate } from '../outbox/client-rate.ts';
import { type Delivery, over } from '../outbox/delivery.ts';
import { deliverHint } from '../outbox/hint-stranger.ts';
import { deliverContinuationAtClient, deliverContinuationInThread } from '../outbox/message/continuation.ts';
import { deliverMark } from '../outbox/message/mark-comment.ts';
import { deliverSay, type SayPorts } from '../outbox/say.ts';
import type { OutboxFeatures } from '../outbox/worker.ts';
import { type DeskRows, deskRows, type FeatureRows } from '../router/desk-rows.ts';

/** Ports of the desk that features need. */
type FeaturePorts = {
  say: SayPorts;
  thread: Parameters<typeof thread>[0];
  flood: Parameters<typeof floodControl>[0];
  /** Tells how long a hint waited. */
  clock: Parameters<typeof deliverHint>[0];
};

/** The features of a desk: one line each. */
const features = (ports: FeaturePorts) => ({
  relay,
  thread: thread(ports.thread),
  tickets,
  edits,
  reactions,
  messageHistory,
  alerts,
  campaigns,
  floodControl: floodControl(ports.flood),
  help,
  channelHealth,
  longPauses,
});

/** The outbox's own effects. */
const engine = (ports: FeaturePorts) => ({
  say: deliverSay(ports.say),
  markComment: deliverMark,
  hintStranger: deliverHint(ports.clock),
  continueInThread: deliverContinuationInThread,
  continueAtClient: deliverContinuationAtClient,
});

/** Optional features of a desk. */
export const optionalFeatures = [
  'reactions',
  'messageHistory',
  'alerts',
  'campaigns',
  'floodControl',
] as const;

export type OptionalFeature = (typeof optionalFeatures)[number];

/** The row for an effect of a left-out feature: no call. */
const leftOut: Delivery = {
  lane: () => 'desk',
  needs: 'nothing',
  rank: 'upkeep',
  order: 'apart',
  onRepeat: 'harmless',
  prepare: () => over(),
};

type Has = { deliveries: Readonly<Record<string, unknown>> };
type RowsOf<F> = F extends { deliveries: infer D } ? D : never;
type Rows = ReturnType<typeof engine> & UnionToIntersection<RowsOf<Features[keyof Features]>>;
type Features = ReturnType<typeof features>;
type UnionToIntersection<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void
  ? I
  : never;

/** Every possible effect in the outbox of a desk. */
export type DeskEffect = { [K in keyof Rows]: Rows[K] extends Delivery<infer E> ? E : never }[keyof Rows];

/** A new effect of the chart does not compile before a feature delivers the effect. */
type Undelivered = Exclude<ChartEffect['kind'], keyof Rows>;
const everyChartEffectIsDelivered: [Undelivered] extends [never] ? true : Undelivered = true;

type DeskFeatures = OutboxFeatures & {
  /** Commands, buttons, links and inline queries of all features. */
  rows: DeskRows;
  /** Texts of all features. Left-out features too: their words may wait in an outbox. */
  catalogues: readonly Catalogue[];
};

export function createFeatures(
  ports: FeaturePorts,
  without: ReadonlySet<OptionalFeature> = new Set(),
): DeskFeatures {
  void everyChartEffectIsDelivered;
  const all = features(ports);
  const isLeftOut = (name: string) => without.has(name as OptionalFeature);
  const deliveries = Object.entries(all).flatMap(([name, feature]) => {
    const { deliveries: own } = { deliveries: {}, ...feature } as Has;
    return Object.entries(own).map(([kind, row]) => [kind, isLeftOut(name) ? leftOut : row]);
  });
  const rows = Object.entries(all).flatMap(([name, feature]) =>
    isLeftOut(name) ? [] : [{ ...feature } as FeatureRows],
  );
  return {
    rows: deskRows(rows),
    catalogues: Object.values(all).flatMap((feature) => ('texts' in feature ? [feature.texts] : [])),
    deliveries: { ...(Object.fromEntries(deliveries) as Record<string, Delivery>), ...engine(ports) },
    clientRate: without.has('floodControl') ? noClientRate : all.floodControl.clientRate,
    bulkGate: without.has('campaigns') ? openGate : all.campaigns.bulkGate,
  };
}
