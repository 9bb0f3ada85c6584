import type { Owner } from '../../machines/ids.ts';
import type { Effect } from '../actor/effects.ts';
import type { Commitment, Dispatch } from '../actor/dispatch.ts';
import type { Entry } from '../actor/ports.ts';
import type { ClientRecord } from '../actor/record.ts';
import { backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import { RetryableError } from '../base/errors.ts';
import type { OutboxStore } from '../store/outbox-store.ts';
import { isRedisTrouble } from '../store/redis-errors.ts';
import type { CallTelegram } from '../telegram/call.ts';
import { TelegramError } from '../telegram/error.ts';
import type { Batch } from './batch.ts';
import type { BulkGate, BulkGateDeps } from './bulk-gate.ts';
import type { ClientRate } from './client-rate.ts';
import { createCommitOutcome } from './commit-outcome.ts';
import { type DeliveryContext, over } from './delivery.ts';
import { createDeliveryTable, type Deliveries, type DeliveryTable } from './delivery-table.ts';
import { isHopeless, isTooOften, type Unconfirmed, unconfirmedAgain } from './give-up.ts';
import { createGlobalRateLimit } from './global-rate-limit.ts';
import { handleVerdict, unconfirmedOutcome, type VerdictActions } from './handle-verdict.ts';
import { type LaneLoad, loadsOf } from './lane-loads.ts';
import { createLaneTimers } from './lane-timers.ts';
import { endTurn, isTelegramLane, type LaneId } from './lanes.ts';
import type { ActiveLane } from './active-lane.ts';
import { OutboxQueue } from './queue.ts';
import { createReload } from './reload-owner.ts';
import { type Carrier, createTransports, type Transport } from './transport.ts';
import type { WorkerEvents } from './worker-log.ts';

/** The features' part of the outbox. */
export type OutboxFeatures = {
  deliveries: Deliveries;
  clientRate: ClientRate;
  bulkGate(deps: BulkGateDeps): BulkGate;
  /** Other ways out than Telegram. */
  transports: readonly Transport[];
};

export type WorkerDeps = {
  telegram: {
    call: CallTelegram;
    /** May take time. False: another process delivers from now on. */
    mayCall(): Promise<boolean>;
    /** Whether Telegram answers at all at the moment. */
    answers(): Promise<boolean>;
  };
  features: OutboxFeatures;
  context: Omit<DeliveryContext, 'commentOf'>;
  dispatch: Dispatch;
  store: OutboxStore;
  runtime: { clock: Clock; random(): number; on: WorkerEvents };
};

/** For errors of Redis, and defects. */
const TROUBLE = { baseMs: 500, capMs: 30_000 };
const BARRED = { baseMs: 4000, capMs: 60_000 };

/** Bulk effects in memory. Some 25 leave in a second, and the outbox looks for more once a second. */
export const BULK_HELD_AT_MOST = 500;

/**
 * Carries out the waiting effects, one call at a time in each lane.
 *
 * I1 Redis holds the outbox; the queue in memory is read again whenever delivery begins.
 * I2 An entry leaves the outbox only in the commit of the outcome.
 * I3 A refusal pauses only the refused lane, unless Telegram holds back the bot (global-rate-limit.ts).
 */
export class OutboxWorker {
  readonly #deps: WorkerDeps;
  readonly #table: DeliveryTable;
  readonly #context: DeliveryContext;
  readonly #queue: OutboxQueue;
  readonly #running = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #attempts = new WeakMap<Entry, Unconfirmed>();
  /** Monotonic time in ms at which a lane first refused an entry. */
  readonly #refusedSince = new WeakMap<Entry, number>();
  readonly #rateLimit: ReturnType<typeof createGlobalRateLimit>;
  readonly #timers: ReturnType<typeof createLaneTimers>;
  readonly #transportOf: (effect: Effect) => Carrier;
  readonly #outcomes: ReturnType<typeof createCommitOutcome>;
  readonly #bulk: BulkGate;
  readonly #readOwner: (owner: Owner) => Promise<void>;
  readonly #actions: VerdictActions;
  #closed: ReadonlySet<LaneId> = new Set();
  /** Number up to which entries may have been attempted before, by any process. */
  #newestAtStart: number | null = null;
  #lastDoneMs = -Infinity;

  constructor(deps: WorkerDeps) {
    this.#deps = deps;
    const { dispatch, runtime } = deps;
    const { clock } = runtime;
    const { clientRate } = deps.features;
    this.#table = createDeliveryTable(deps.features.deliveries);
    this.#transportOf = createTransports(deps.telegram.call, deps.features, this.#table);
    this.#context = { ...deps.context, commentOf: this.#table.commentOf };
    this.#queue = new OutboxQueue({ table: this.#table, clientRate, clock });
    this.#rateLimit = createGlobalRateLimit(clock);
    const tools = { queue: this.#queue, table: this.#table };
    const shared = {
      clock,
      stopping: this.#stopping.signal,
      supervise: (task: string, running: Promise<void>) => this.#supervise(task, running),
      runNext: (lane: ActiveLane) => this.#runNext(lane),
    };
    this.#timers = createLaneTimers(shared);
    this.#bulk = deps.features.bulkGate({ ...shared, isFollowed: (entry) => this.#queue.isFollowed(entry) });
    this.#outcomes = createCommitOutcome({ ...shared, ...tools, dispatch, on: runtime.on });
    this.#readOwner = createReload({
      ...deps,
      queue: this.#queue,
      add: (owner, record, entries) => this.#add(owner, record, entries),
      stopping: this.#stopping.signal,
    });
    this.#actions = this.#verdictActions();
  }

  /** Called with every commit, in the order of the commits of one owner. */
  committed({ owner, record, added, settled }: Commitment): void {
    for (const id of settled === 'all' ? this.#queue.waiting(owner) : settled) this.#queue.remove(owner, id);
    const isUnknown = record === null && added.length > 0 && this.#queue.waiting(owner).length === 0;
    // An entry for a client's thread without the client's state would never be ready.
    if (isUnknown) void this.reload(owner);
    else this.#add(owner, record, added);
  }

  /** Reads the owner's entries from Redis. Resolves after the reading; never rejects. */
  reload(owner: Owner): Promise<void> {
    return this.#supervise(`reload of ${owner}`, this.#readOwner(owner));
  }

  /** More bulk effects should be read now. */
  hasRoom(): boolean {
    return this.#queue.bulk() < BULK_HELD_AT_MOST;
  }

  /** Makes no calls in the lanes until the next call of `closeLanes`. Reopened lanes run at once. */
  closeLanes(lanes: ReadonlySet<LaneId>): void {
    const opened = [...this.#closed].filter((lane) => !lanes.has(lane)).map((lane) => this.#queue.lane(lane));
    this.#closed = lanes;
    for (const lane of opened) {
      lane.wakeNow?.();
      this.#runNext(lane);
    }
  }

  /** People may have fixed the reason why lanes pause. */
  wake(): void {
    for (const lane of this.#queue.lanes()) lane.wakeNow?.();
  }

  /** No call is under way, and none could be made now. */
  idle(): boolean {
    return this.#running.size === 0;
  }

  loads(): LaneLoad[] {
    return loadsOf(this.#queue.lanes(), this.#closed);
  }

  /** Finishes the calls under way; makes no further calls. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #supervise(task: string, running: Promise<void>): Promise<void> {
    const supervised = running
      .catch((error: unknown) => this.#deps.runtime.on.troubled(task, error))
      .finally(() => this.#running.delete(supervised));
    this.#running.add(supervised);
    return supervised;
  }

  #add(owner: Owner, record: ClientRecord | null, entries: Entry[]): void {
    for (const lane of this.#queue.add(owner, record, entries)) this.#runNext(lane);
  }

  #runNext(active: ActiveLane): void {
    const { aborted } = this.#stopping.signal;
    if (active.running || active.paused || this.#closed.has(active.id) || aborted) return;
    const nowMs = this.#deps.runtime.clock.monotonic();
    const pauseMs = this.#rateLimit.leftMs();
    if (pauseMs > 0 && isTelegramLane(active.id)) return this.#timers.lookAt(active, nowMs + pauseMs);
    const next = this.#queue.next(active);
    if (next === null) return;
    if (next.readyAtMs > nowMs) return this.#timers.lookAt(active, next.readyAtMs);
    if (this.#table.isBulk(next.lead.effect) && !this.#bulk.admits(active)) return;
    active.running = true;
    active.calling = next;
    void this.#supervise(`delivery of ${next.lead.effect.kind}`, this.#run(active, next));
  }

  async #run(active: ActiveLane, next: Batch): Promise<void> {
    const { random, on } = this.#deps.runtime;
    try {
      await this.#carryOut(active, next);
    } catch (error) {
      on.troubled(`delivery of ${next.lead.effect.kind}`, error);
      // The entry may still wait, and Telegram was called: not at once.
      active.failures += 1;
      this.#timers.pause(active, backoffMs(active.failures, random(), TROUBLE));
    } finally {
      active.running = false;
      for (const lane of [...this.#queue.ended(active), active]) this.#runNext(lane);
    }
  }

  async #carryOut(active: ActiveLane, batch: Batch): Promise<void> {
    const { telegram, runtime } = this.#deps;
    const { lead } = batch;
    const startedMs = runtime.clock.monotonic();
    const record = this.#queue.record(lead.owner);
    const prepared = await this.#prepare(active, batch, record);
    if (prepared === null) return;
    if (prepared.is === 'over') return this.#outcomes.commitOutcome(batch, prepared.outcome);
    if (!(await telegram.mayCall())) return this.#stopping.abort();
    const isByTelegram = isTelegramLane(active.id);
    if (isByTelegram && !this.#table.isBulk(lead.effect)) this.#bulk.counts();
    this.#queue.called(active);
    const transport = this.#transportOf(batch.effect);
    const verdict = transport.verdictOf(await transport.send(prepared, this.#stopping.signal, active.id));
    if (verdict.is === 'trouble' && verdict.unconfirmed) active.frozen.set(lead, batch);
    if (verdict.is !== 'done')
      return handleVerdict(verdict, { active, batch, record, prepared }, this.#actions);
    const nowMs = runtime.clock.monotonic();
    active.failures = 0;
    active.lastDoneMs = nowMs;
    if (isByTelegram) this.#lastDoneMs = nowMs;
    runtime.on.delivered(lead, active.id, nowMs - startedMs, this.#queue.waitedMs(lead));
    const { usesClientRate } = this.#table;
    const paced = [lead, ...batch.alongside].find((entry) => usesClientRate(entry));
    if (paced !== undefined) this.#deps.features.clientRate.spent(paced.owner, nowMs);
    await this.#outcomes.commitOutcome(batch, prepared.done(verdict.result));
  }

  /** Null: the attempt is over without a call. */
  async #prepare(active: ActiveLane, batch: Batch, record: ClientRecord | null) {
    const { store, runtime } = this.#deps;
    const { lead, effect } = batch;
    const row = this.#table.row(effect);
    if (lead.triedAt !== undefined && row.onRepeat === 'never') {
      return over(unconfirmedOutcome(batch, this.#table));
    }
    try {
      const without = this.#queue.without(lead);
      this.#newestAtStart ??= await store.newest();
      const mayHaveBeenSent = this.#attempts.has(lead) || lead.seq <= this.#newestAtStart;
      const prepared = await row.prepare(
        effect,
        { entry: lead, record, without, mayHaveBeenSent, waitedMs: this.#queue.waitedMs(lead) },
        this.#context,
      );
      if (prepared.is === 'call' && row.onRepeat === 'never')
        await store.markTried(lead, runtime.clock.now());
      return prepared;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      // A defect must not hold the lane for ever.
      if (!isPassing(error)) return over({ parked: reason });
      this.#retry(active, lead, reason);
      return null;
    }
  }

  #verdictActions(): VerdictActions {
    return {
      table: this.#table,
      ...this.#outcomes,
      addFallback: (entry, fallback) => this.#queue.addFallback(entry, fallback),
      without: (entry) => this.#queue.without(entry),
      pause: (active, waitMs, isBulk) => this.#pause(active, waitMs, isBulk),
      retry: (active, entry, reason) => this.#retry(active, entry, reason),
      isOnlyRefused: ({ lastDoneMs }, entry) => lastDoneMs > (this.#refusedSince.get(entry) ?? Infinity),
      bar: (active, entry) => this.#bar(active, entry),
      isOverdue: (entry) => {
        const { giveUpAfterMs } = this.#transportOf(entry.effect);
        return giveUpAfterMs !== null && this.#queue.waitedMs(entry) >= giveUpAfterMs;
      },
      givesUp: (entry, isUnanswered) => this.#givesUp(entry, isUnanswered),
      bulkLost: (entry) => this.#bulk.lost(entry),
      report: this.#deps.runtime.on,
    };
  }

  async #givesUp(entry: Entry, isUnanswered: boolean): Promise<boolean> {
    const nowMs = this.#deps.runtime.clock.monotonic();
    const attempts = unconfirmedAgain(this.#attempts.get(entry), isUnanswered, nowMs);
    this.#attempts.set(entry, attempts);
    if (isHopeless(attempts, nowMs, this.#lastDoneMs)) return true;
    return isTooOften(attempts) && (await this.#deps.telegram.answers());
  }

  #pause(active: ActiveLane, waitMs: number, isBulk: boolean): void {
    const { on } = this.#deps.runtime;
    on.paused(active.id, waitMs);
    active.held = true;
    this.#timers.pause(active, waitMs);
    if (isBulk) {
      // Telegram does not say whether the chat or the bulk effects were too many. Only bulk effects can wait.
      this.#bulk.hold(waitMs);
      return;
    }
    if (!this.#rateLimit.refused(active.id, waitMs)) return;
    this.#bulk.hold(this.#rateLimit.leftMs());
    on.allPaused(this.#rateLimit.leftMs());
  }

  #bar(active: ActiveLane, entry: Entry): void {
    const { clock } = this.#deps.runtime;
    if (!this.#refusedSince.has(entry)) this.#refusedSince.set(entry, clock.monotonic());
    active.failures += 1;
    endTurn(active, entry.owner);
    this.#timers.pause(active, backoffMs(active.failures, this.#deps.runtime.random(), BARRED), true);
  }

  #retry(active: ActiveLane, entry: Entry, reason: string): void {
    const { random, on } = this.#deps.runtime;
    active.failures += 1;
    endTurn(active, entry.owner);
    const waitMs = backoffMs(active.failures, random(), this.#transportOf(entry.effect).backoff);
    on.retried(entry, reason, waitMs);
    this.#timers.pause(active, waitMs, true);
  }
}

const isPassing = (error: unknown): boolean =>
  error instanceof TelegramError || error instanceof RetryableError || isRedisTrouble(error);
