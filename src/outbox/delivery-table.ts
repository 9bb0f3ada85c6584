import type { ThreadMessageId, UserId } from '../../machines/ids.ts';
import { isPerson } from '../../machines/owner.ts';
import type { Effect } from '../actor/effects.ts';
import type { Entry } from '../actor/ports.ts';
import type { ClientRecord } from '../actor/record.ts';
import { type BatchPart, type Delivery, over, type Patience, type TransportDelivery } from './delivery.ts';
import { type LaneId, transportLane } from './lanes.ts';
import { RANKS } from './rank.ts';

/** The rows of all kinds of the desk. */
export type Deliveries = Readonly<Record<string, Delivery | TransportDelivery>>;

/** Questions about effects, answered by the row of the kind. */
export type DeliveryTable = {
  row(effect: Effect): Delivery | TransportDelivery;
  lane(entry: Entry, record: ClientRecord | null): LaneId;
  rank(effect: Effect): number;
  /** Effects of an owner and a stream leave in the order of the commits. */
  stream(effect: Effect): string;
  isReady(entry: Entry, record: ClientRecord | null): boolean;
  /** The effect goes to many people, and may wait until no conversation needs the lane. */
  isBulk(effect: Effect): boolean;
  usesClientRate(entry: Entry): entry is Entry & { owner: UserId };
  batch(effect: Effect): BatchPart<Effect> | undefined;
  /** Null: the effect leaves as soon as possible. */
  patience(effect: Effect): Patience | null;
  /** The agent's comment in the effect; null: the effect carries no comment. */
  commentOf(effect: Effect): ThreadMessageId | null;
};

/** A kind of a newer program, or of a missing feature: parked for people. */
const unknown: Delivery = {
  lane: () => 'desk',
  needs: 'nothing',
  rank: 'upkeep',
  order: 'apart',
  onRepeat: 'harmless',
  prepare: ({ kind }) =>
    over({ parked: `No feature of this desk delivers "${kind}"; run the version that wrote the entry` }),
};

export function createDeliveryTable(deliveries: Deliveries): DeliveryTable {
  const rows = new Map(Object.entries(deliveries));
  const row = (effect: Effect): Delivery | TransportDelivery => rows.get(effect.kind) ?? unknown;

  const rankName = (effect: Effect) => valueOf(row(effect).rank, effect);

  return {
    row,
    lane({ effect, owner }, record) {
      const its = row(effect);
      return its.transport === undefined
        ? its.lane(effect, owner, record)
        : transportLane(its.transport, its.lane(effect, owner));
    },
    rank: (effect) => RANKS[rankName(effect)],
    stream: (effect) =>
      valueOf(row(effect).order, effect) === 'story' ? 'story' : `${effect.kind} ${rankName(effect)}`,
    isReady({ effect }, record) {
      switch (valueOf(row(effect).needs, effect)) {
        case 'nothing':
          return true;
        case 'post':
          return record !== null && record.state.context.thread.post !== null;
        case 'thread':
          return record?.state.value.thread === 'ready';
      }
    },
    isBulk: (effect) => rankName(effect) === 'bulk',
    usesClientRate: (entry): entry is Entry & { owner: UserId } =>
      row(entry.effect).usesClientRate === true && isPerson(entry.owner),
    batch: (effect) => row(effect).batch,
    patience: (effect) => row(effect).waits?.(effect) ?? null,
    commentOf: (effect) => row(effect).comment?.(effect) ?? null,
  };
}

const valueOf = <T extends string>(value: T | ((effect: Effect) => T), effect: Effect): T =>
  typeof value === 'function' ? value(effect) : value;
