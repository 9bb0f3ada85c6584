import type { Owner } from '../../machines/ids.ts';
import type { Entry } from '../actor/ports.ts';
import type { ClientRecord } from '../actor/record.ts';
import type { Clock } from '../base/clock.ts';
import { type ActiveLane, createActiveLane } from './active-lane.ts';
import { type Batch, isCollected, nextBatch } from './batch.ts';
import type { ClientRate } from './client-rate.ts';
import type { Fallback } from './delivery.ts';
import type { DeliveryTable } from './delivery-table.ts';
import { createLaneUse } from './lane-use.ts';
import {
  addTo,
  boardLane,
  boardOfClient,
  endTurn,
  entriesOf,
  type LaneId,
  type Planned,
  removeFrom,
} from './lanes.ts';
import { nextEntry } from './planner.ts';

const NOTHING: ReadonlySet<Fallback> = new Set();

type Waiting = {
  record: ClientRecord | null;
  entries: Map<string, Placed>;
  /** Number of the owner's entries in each lane. */
  lanes: Map<LaneId, number>;
  /** The client moved to another board during a call: entries of the call are still in the lane of the former board. */
  isSplit: boolean;
};

/** `arrivedMs`: monotonic time at which this process read the entry. */
type Placed = Planned & {
  entry: Entry;
  lane: LaneId;
  isBulk: boolean;
  isPatient: boolean;
  arrivedMs: number;
};

type QueueDeps = { table: DeliveryTable; clientRate: ClientRate; clock: Clock };

/**
 * The waiting entries, by owner and arranged in lanes. Redis has the original.
 *
 * I1 The monotonic clock measures waiting. The wall clock is read once, for an entry from before the process.
 */
export class OutboxQueue {
  readonly #owners = new Map<Owner, Waiting>();
  readonly #lanes = new Map<LaneId, ActiveLane>();
  readonly #placed = new Map<Entry, Placed>();
  readonly #fallbacks = new Map<Entry, ReadonlySet<Fallback>>();
  readonly #deps: QueueDeps;
  readonly #use = createLaneUse();
  readonly #of = (entry: Entry): Placed => {
    const placed = this.#placed.get(entry);
    if (placed === undefined) throw new Error(`Entry ${entry.id} of ${entry.owner} does not wait`);
    return placed;
  };
  readonly #arrivedMs = (entry: Entry): number => this.#of(entry).arrivedMs;
  /** A retried entry leaves alone: the entry may be the reason for the refusal of a batch. */
  readonly #isApart = (entry: Entry): boolean => entry.retried === true || this.without(entry).has('merged');
  #bulk = 0;
  #patient = 0;

  constructor(deps: QueueDeps) {
    this.#deps = deps;
  }

  /** @returns the lanes in which a call may have become possible */
  add(owner: Owner, record: ClientRecord | null, entries: Entry[]): ActiveLane[] {
    const known = this.#owners.get(owner);
    if (known === undefined && entries.length === 0) return [];
    const mine: Waiting = known ?? { record: null, entries: new Map(), lanes: new Map(), isSplit: false };
    this.#owners.set(owner, mine);
    const board = boardOfClient(mine.record);
    if (record !== null && record.version >= (mine.record?.version ?? 0)) mine.record = record;
    if (boardOfClient(mine.record) !== board) this.#moveLanes(mine);
    const { table, clock } = this.#deps;
    for (const entry of entries) {
      if (mine.entries.has(entry.id)) continue;
      const lane = table.lane(entry, mine.record);
      const arrivedMs = clock.monotonic();
      const placed: Placed = {
        entry,
        lane,
        rank: table.rank(entry.effect),
        stream: table.stream(entry.effect),
        isBulk: table.isBulk(entry.effect),
        isPatient: table.patience(entry.effect) !== null,
        arrivedMs,
        decidedMs: arrivedMs - Math.max(0, clock.now() - entry.at),
      };
      mine.entries.set(entry.id, placed);
      this.#count(mine, lane, 1);
      this.#placed.set(entry, placed);
      if (placed.isBulk) this.#bulk += 1;
      if (placed.isPatient) this.#patient += 1;
      addTo(this.lane(lane), entry);
    }
    return [...mine.lanes.keys()].map((id) => this.lane(id));
  }

  /**
   * The call of the lane has ended. Entries of the client that stayed in the lane because of the call follow the
   * client's board.
   * @returns the lanes in which a call may have become possible
   */
  ended(active: ActiveLane): ActiveLane[] {
    const mine = active.calling === null ? undefined : this.#owners.get(active.calling.lead.owner);
    active.calling = null;
    if (mine === undefined) return [];
    if (mine.isSplit) this.#moveLanes(mine);
    if (mine.lanes.size < 2 && mine.lanes.has(active.id)) return [];
    return [...mine.lanes.keys()].filter((id) => id !== active.id).map((id) => this.lane(id));
  }

  /** The lane of an entry depends on the board of the client. An entry in a call stays until the end of the call. */
  #moveLanes(mine: Waiting): void {
    mine.isSplit = false;
    for (const placed of mine.entries.values()) {
      const { entry } = placed;
      const lane = this.#deps.table.lane(entry, mine.record);
      const before = this.lane(placed.lane);
      const { calling } = before;
      const isCalled = calling?.lead === entry || calling?.alongside.includes(entry) === true;
      if (lane === placed.lane) continue;
      if (isCalled) {
        mine.isSplit = true;
        continue;
      }
      before.frozen.delete(entry);
      removeFrom(before, entry.owner, entry.id);
      this.#count(mine, placed.lane, -1);
      placed.lane = lane;
      this.#count(mine, lane, 1);
      addTo(this.lane(lane), entry);
    }
  }

  #count(mine: Waiting, lane: LaneId, by: 1 | -1): void {
    const entries = (mine.lanes.get(lane) ?? 0) + by;
    if (entries === 0) mine.lanes.delete(lane);
    else mine.lanes.set(lane, entries);
  }

  /** Another board takes a message of the owner: a later message on this board waits. */
  #isCalledElsewhere(active: ActiveLane, { owner }: Entry): boolean {
    const lanes = this.#owners.get(owner)?.lanes;
    const at = lanes === undefined || lanes.size < 2 ? null : boardLane(active.id);
    if (lanes === undefined || at === null) return false;
    return [...lanes.keys()].some(
      (id) =>
        id !== active.id && boardLane(id)?.chat === at.chat && this.lane(id).calling?.lead.owner === owner,
    );
  }

  remove(owner: Owner, id: string): void {
    const mine = this.#owners.get(owner);
    const placed = mine?.entries.get(id);
    if (mine === undefined || placed === undefined) return;
    const { entry } = placed;
    mine.entries.delete(id);
    this.#placed.delete(entry);
    this.#fallbacks.delete(entry);
    if (placed.isBulk) this.#bulk -= 1;
    if (placed.isPatient) this.#patient -= 1;
    this.#count(mine, placed.lane, -1);
    const lane = this.lane(placed.lane);
    lane.frozen.delete(entry);
    removeFrom(lane, owner, id);
    endTurn(lane, owner);
    if (mine.entries.size === 0) this.#owners.delete(owner);
  }

  lane(id: LaneId): ActiveLane {
    const known = this.#lanes.get(id);
    if (known !== undefined) return known;
    const made = createActiveLane(id);
    this.#lanes.set(id, made);
    return made;
  }

  lanes(): ActiveLane[] {
    return [...this.#lanes.values()];
  }

  /** The newest record seen while an entry of the owner waited; null: the owner is no client, or no entry waits. */
  record(owner: Owner): ClientRecord | null {
    return this.#owners.get(owner)?.record ?? null;
  }

  waiting(owner: Owner): string[] {
    return [...(this.#owners.get(owner)?.entries.keys() ?? [])];
  }

  /** Number of waiting bulk effects. */
  bulk(): number {
    return this.#bulk;
  }

  /** The entry still waits, or a non-bulk entry of the owner. */
  isFollowed(entry: Entry): boolean {
    const waiting = [...(this.#owners.get(entry.owner)?.entries.values() ?? [])];
    return waiting.some((one) => one.entry === entry || !one.isBulk);
  }

  /** The next call of the lane, now or later; null: no entry can be sent. */
  next(active: ActiveLane): Batch | null {
    const { table, clock } = this.#deps;
    const nowMs = clock.monotonic();
    let collecting: Batch | null = null;
    const entry = nextEntry(active, nowMs, this.#of, (head) => {
      if (this.#isCalledElsewhere(active, head)) return false;
      if (!this.#isReady(head) || (this.#of(head).isBulk && this.#isConversing(active))) return false;
      const rateMs = this.#allowedAtMs(active, head, nowMs);
      const allowedMs = Math.max(rateMs, this.#patientUntilMs(active, head, nowMs));
      if (allowedMs <= nowMs && !isCollected(head, table)) return true;
      const whole = this.#batch(active, head, nowMs);
      const batch = allowedMs > whole.readyAtMs ? { ...whole, readyAtMs: allowedMs } : whole;
      if (batch.readyAtMs <= nowMs) return true;
      if (collecting === null || batch.readyAtMs < collecting.readyAtMs) collecting = batch;
      return false;
    });
    if (entry !== null) return this.#batch(active, entry, nowMs);
    active.held = false;
    // An old lane object in a caller must not delete the new lane.
    if (active.queues.size === 0 && this.#lanes.get(active.id) === active) this.#lanes.delete(active.id);
    return collecting;
  }

  /** A call is about to be made in the lane. */
  called({ id }: ActiveLane): void {
    this.#use.called(id, this.#deps.clock.monotonic());
  }

  /** The next attempt leaves the part out: Telegram refused the entry with the part. */
  addFallback(entry: Entry, fallback: Fallback): void {
    const placed = this.#placed.get(entry);
    if (placed !== undefined) this.lane(placed.lane).frozen.delete(entry);
    this.#fallbacks.set(entry, new Set([...this.without(entry), fallback]));
  }

  without(entry: Entry): ReadonlySet<Fallback> {
    return this.#fallbacks.get(entry) ?? NOTHING;
  }

  /** Time since the decision. */
  waitedMs(entry: Entry): number {
    const placed = this.#placed.get(entry);
    return placed === undefined ? 0 : this.#deps.clock.monotonic() - placed.decidedMs;
  }

  #isReady(entry: Entry): boolean {
    return this.#deps.table.isReady(entry, this.record(entry.owner));
  }

  /** An entry for the person alone waits, and is or will soon be due. */
  #isConversing({ queues }: ActiveLane): boolean {
    return [...queues.values()].some(({ entries }) =>
      entries.some((entry) => !this.#of(entry).isBulk && this.#isReady(entry)),
    );
  }

  #batch(active: ActiveLane, entry: Entry, nowMs: number): Batch {
    const frozen = active.frozen.get(entry);
    if (frozen !== undefined) return frozen;
    const { table, clientRate } = this.#deps;
    const queue = entriesOf(active, entry.owner);
    const behind = queue.slice(queue.indexOf(entry));
    // A bulk effect is no part of the conversation, and ends no album.
    const isStory = this.#bulk === 0 ? null : (one: Entry) => !this.#of(one).isBulk;
    const story = isStory === null ? behind : isStory(entry) ? behind.filter(isStory) : [entry];
    return nextBatch(story, {
      table,
      isApart: this.#isApart,
      merges:
        active.held ||
        (table.usesClientRate(entry) && clientRate.isLast(entry.owner, nowMs)) ||
        this.#ridesAlong(active, story, nowMs),
      arrivedMs: this.#arrivedMs,
    });
  }

  /** The call takes waiting words of others along: the lane has no calls left, or the first words have waited. */
  #ridesAlong({ id }: ActiveLane, [lead, ...others]: readonly Entry[], nowMs: number): boolean {
    if (this.#patient === 0 || lead === undefined) return false;
    if (this.#of(lead).isPatient) return true;
    return others.some((one) => this.#of(one).isPatient) && this.#use.freeAtMs(id, nowMs) > nowMs;
  }

  /**
   * The time until which a patient entry waits: for the next entry of the owner that does not wait, for a quiet moment
   * of the lane, or for the end of the patience.
   */
  #patientUntilMs(active: ActiveLane, head: Entry, nowMs: number): number {
    const { table } = this.#deps;
    if (!this.#of(head).isPatient || head.retried === true || active.frozen.has(head)) return nowMs;
    const queue = entriesOf(active, head.owner);
    const stream = table.stream(head.effect);
    let latestMs = Infinity;
    let quietMs = this.#use.freeAtMs(active.id, nowMs);
    for (const entry of queue.slice(queue.indexOf(head))) {
      if (table.stream(entry.effect) !== stream) continue;
      const patience = table.patience(entry.effect);
      if (patience === null) {
        if (this.#isReady(entry)) latestMs = Math.min(latestMs, this.#allowedAtMs(active, entry, nowMs));
        break;
      }
      const sinceMs = nowMs - this.waitedMs(entry);
      latestMs = Math.min(latestMs, sinceMs + patience.atMostMs);
      quietMs = Math.max(quietMs, sinceMs + (patience.quietMs ?? Infinity));
    }
    return Math.min(latestMs, quietMs);
  }

  /** The time at which the client's rate allows the call. */
  #allowedAtMs(active: ActiveLane, head: Entry, nowMs: number): number {
    const { table, clientRate } = this.#deps;
    if (!table.usesClientRate(head)) return nowMs;
    const { owner } = head;
    const atMs = clientRate.readyAtMs(owner, nowMs);
    if (atMs <= nowMs) return atMs;
    const waiting = entriesOf(active, owner).filter((entry) => table.usesClientRate(entry));
    if (waiting.length >= clientRate.perMinute()) clientRate.exceeded(owner, this.record(owner));
    return atMs;
  }
}
