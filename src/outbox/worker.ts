import type { ClientEvent } from '../../machines/client/events.ts';
import type { UserId } from '../../machines/words.ts';
import type { Command } from '../actor/command.ts';
import type { Commitment, Dispatch } from '../actor/dispatch.ts';
import type { Entry } from '../actor/ports.ts';
import type { ClientRecord } from '../actor/record.ts';
import { backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import type { OutboxStore } from '../store/outbox-store.ts';
import { isRedisTrouble } from '../store/redis.ts';
import type { CallTelegram } from '../telegram/call.ts';
import { TelegramError } from '../telegram/grammy-api.ts';
import { type Verdict, verdictOn } from '../telegram/verdict.ts';
import type { DeliveryDeps, Prepared, Refused, Settlement } from './deliver/delivery.ts';
import { givesWay, isReady, laneOf, prepare } from './deliver/table.ts';
import { addTo, createLane, type Lane, type LaneId, removeFrom } from './lanes.ts';
import { nextEntry } from './planner.ts';
import { repetition } from './recover.ts';

export type WorkerDeps = {
  call: CallTelegram;
  dispatch: Dispatch;
  store: OutboxStore;
  delivery: DeliveryDeps;
  clock: Clock;
  random(): number;
  /** Told what happens, for the log. */
  on: WorkerEvents;
};

export type WorkerEvents = {
  delivered(entry: Entry, ms: number): void;
  paused(lane: LaneId, waitMs: number): void;
  retried(entry: Entry, reason: string, waitMs: number): void;
  barred(lane: LaneId, reason: string, fix: string): void;
  parked(entry: Entry, reason: string): void;
  threadLost(owner: UserId): void;
  troubled(what: string, error: unknown): void;
};

export type Worker = {
  /** Everything that was waiting when the last process ended. */
  start(): Promise<void>;
  /** Called with every commit, in the order of the commits of one owner. */
  committed(commitment: Commitment): void;
  /** Something waits for this owner that this process may not know of. */
  reload(owner: UserId): void;
  /** No call under way and none that could be made now. */
  idle(): boolean;
  /** Finishes the calls under way; makes no others. */
  stop(): Promise<void>;
};

const TROUBLE = { baseMs: 500, capMs: 30_000 };
const BARRED = { baseMs: 4000, capMs: 60_000 };

type Waiting = { record: ClientRecord | null; entries: Map<string, Entry> };
/** A call that was made, and what was known when it was. */
type Attempted = { entry: Entry; record: ClientRecord | null; prepared: Extract<Prepared, { is: 'call' }> };
type ActiveLane = Lane & { running: boolean; failures: number; resting: boolean };

/**
 * Carries out what waits, one call at a time in each lane.
 *
 * I1 Redis holds the outbox; what is here is a picture of it, made anew at every start.
 * I2 An entry leaves the outbox only in the commit that applies its outcome.
 * I3 A refusal pauses its own lane and no other.
 */
export function createWorker(deps: WorkerDeps): Worker {
  const { dispatch, store, clock, on } = deps;
  const waiting = new Map<UserId, Waiting>();
  const lanes = new Map<LaneId, ActiveLane>();
  const withoutContext = new Set<Entry>();
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();

  function supervise(what: string, task: Promise<void>): void {
    const supervised = task
      .catch((error: unknown) => on.troubled(what, error))
      .finally(() => running.delete(supervised));
    running.add(supervised);
  }

  function lane(id: LaneId): ActiveLane {
    let found = lanes.get(id);
    if (found === undefined) {
      found = { ...createLane(id), running: false, failures: 0, resting: false };
      lanes.set(id, found);
    }
    return found;
  }

  function add(owner: UserId, record: ClientRecord | null, entries: Entry[]): void {
    const known = waiting.get(owner);
    if (known === undefined && entries.length === 0) return;
    const mine: Waiting = known ?? { record: null, entries: new Map() };
    waiting.set(owner, mine);
    if (record !== null && record.version >= (mine.record?.version ?? 0)) mine.record = record;
    for (const entry of entries) {
      if (mine.entries.has(entry.id)) continue;
      mine.entries.set(entry.id, entry);
      addTo(lane(laneOf(entry)), entry);
    }
    for (const id of new Set([...mine.entries.values()].map(laneOf))) pump(lane(id));
  }

  function remove(owner: UserId, id: string): void {
    const mine = waiting.get(owner);
    const entry = mine?.entries.get(id);
    if (mine === undefined || entry === undefined) return;
    mine.entries.delete(id);
    withoutContext.delete(entry);
    removeFrom(lane(laneOf(entry)), owner, id);
    if (mine.entries.size === 0) waiting.delete(owner);
  }

  const ready = (entry: Entry): boolean => isReady(entry, waiting.get(entry.owner) ?? { record: null });

  function pump(active: ActiveLane): void {
    if (active.running || active.resting || stopping.signal.aborted) return;
    const entry = nextEntry(active, ready, givesWay);
    if (entry === null) {
      if (active.queues.size === 0) lanes.delete(active.id);
      return;
    }
    active.running = true;
    supervise(
      `delivery of ${entry.effect.kind}`,
      carryOut(active, entry)
        .catch((error: unknown) => {
          on.troubled(`delivery of ${entry.effect.kind}`, error);
          // Not at once: the entry may be still there, and Telegram has been called.
          active.failures += 1;
          rest(active, backoffMs(active.failures, deps.random(), TROUBLE));
        })
        .finally(() => {
          active.running = false;
          pump(active);
        }),
    );
  }

  async function carryOut(active: ActiveLane, entry: Entry): Promise<void> {
    if (entry.triedAt !== undefined && repetition[entry.effect.kind] === 'doubt') {
      await settle(entry, doubt(entry));
      return;
    }
    const startedAt = clock.monotonic();
    const record = waiting.get(entry.owner)?.record ?? null;
    let prepared: Prepared;
    try {
      prepared = await prepare({ entry, record, withoutContext: withoutContext.has(entry) }, deps.delivery);
      if (prepared.is === 'call' && repetition[entry.effect.kind] === 'doubt') {
        await store.markTried(entry, clock.now());
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      // A defect must not hold the lane for ever.
      if (error instanceof TelegramError || isRedisTrouble(error)) retry(active, entry, reason);
      else await settle(entry, { parked: reason });
      return;
    }
    if (prepared.is === 'over') {
      await settle(entry, prepared.settlement);
      return;
    }
    const answer = await deps.call(prepared.call);
    const verdict = verdictOn(answer, prepared.call, prepared.context);
    if (verdict.is === 'done') {
      active.failures = 0;
      on.delivered(entry, clock.monotonic() - startedAt);
      await settle(entry, prepared.done(answer.ok ? answer.messageId : null));
      return;
    }
    await obey(verdict, active, { entry, record, prepared });
  }

  async function obey(
    verdict: Exclude<Verdict, { is: 'done' }>,
    active: ActiveLane,
    { entry, record, prepared }: Attempted,
  ): Promise<void> {
    const refused = async (why: Refused) => {
      await settle(entry, (await prepared.refused?.(why)) ?? { parked: why.reason });
    };
    switch (verdict.is) {
      case 'flood':
        on.paused(active.id, verdict.waitMs);
        rest(active, verdict.waitMs);
        return;
      case 'trouble':
        if (verdict.doubtful && repetition[entry.effect.kind] === 'doubt') await settle(entry, doubt(entry));
        else retry(active, entry, verdict.reason);
        return;
      case 'barred':
        on.barred(active.id, verdict.reason, verdict.fix);
        active.failures += 1;
        rest(active, backoffMs(active.failures, deps.random(), BARRED));
        return;
      case 'thread-lost':
        await loseThread(entry, record?.state.context.generation ?? 0);
        return;
      case 'context-lost':
        withoutContext.add(entry);
        return;
      case 'gone':
        await refused({ reason: `client ${verdict.cause}`, gone: verdict.cause });
        return;
      case 'uncopyable':
        await refused({ reason: verdict.reason, uncopyable: true });
        return;
      case 'defect':
        await refused({ reason: verdict.reason });
    }
  }

  function retry(active: ActiveLane, entry: Entry, reason: string): void {
    active.failures += 1;
    const waitMs = backoffMs(active.failures, deps.random(), TROUBLE);
    on.retried(entry, reason, waitMs);
    rest(active, waitMs);
  }

  function rest(active: ActiveLane, ms: number): void {
    active.resting = true;
    const wake = () => {
      active.resting = false;
      pump(active);
    };
    supervise(`rest of ${active.id}`, clock.sleep(ms, stopping.signal).then(wake, ignoreStop));
  }

  function ignoreStop(error: unknown): void {
    if (!stopping.signal.aborted) throw error;
  }

  /** Commits what became of an entry, however long Redis takes: Telegram has been told already. */
  async function settle(entry: Entry, settlement: Settlement): Promise<void> {
    const { event, effects, ...outcome } = settlement;
    if (outcome.parked !== undefined) on.parked(entry, outcome.parked);
    await insist({
      id: `outcome:${entry.owner}:${entry.id}:${entry.seq}`,
      owner: entry.owner,
      at: clock.now(),
      ...(event === undefined ? {} : { event }),
      ...(effects === undefined ? {} : { effects }),
      outcome: { entry: entry.id, ...outcome },
    });
  }

  /**
   * The entry stays: it will be carried out in the thread that replaces the lost one.
   * @param generation of the thread that the call was about; meanwhile it may have been replaced
   */
  async function loseThread(entry: Entry, generation: number): Promise<void> {
    on.threadLost(entry.owner);
    await insist({
      id: `thread-lost:${entry.owner}:${generation}`,
      owner: entry.owner,
      at: clock.now(),
      event: { type: 'thread.lost', generation },
    });
  }

  /** A defect of the chart must not keep the entry for ever: what Telegram did is recorded without the event. */
  async function insist(command: Command): Promise<void> {
    try {
      await dispatch(command);
    } catch (error) {
      on.troubled(`commit of ${command.id}`, error);
      const { outcome } = command;
      if (outcome === undefined || stopping.signal.aborted) return;
      // Not to be sent again in this life of the process, whatever becomes of the next commit.
      remove(command.owner, outcome.entry);
      await dispatch({
        ...withoutEvent(command),
        outcome: { ...outcome, parked: 'the desk failed on its outcome' },
      });
    }
  }

  /** Between two commands, or an entry that is settled meanwhile would be added again, and sent again. */
  const load = (owner: UserId): Promise<void> =>
    dispatch.between(owner, async () => {
      const { record, entries } = await store.waiting(owner);
      const still = new Set(entries.map(({ id }) => id));
      for (const id of waiting.get(owner)?.entries.keys() ?? []) if (!still.has(id)) remove(owner, id);
      add(owner, record, entries);
    });

  return {
    async start() {
      for (const owner of await store.owners()) await load(owner);
    },
    committed({ owner, record, added, settled }) {
      if (settled !== null) remove(owner, settled);
      const unknown = record === null && added.length > 0 && !waiting.has(owner);
      // A line for a client's thread that came without their state: fetch it, or it would never be ready.
      if (unknown) supervise(`reload of ${owner}`, load(owner));
      else add(owner, record, added);
    },
    reload: (owner) => supervise(`reload of ${owner}`, load(owner)),
    idle: () => running.size === 0,
    async stop() {
      stopping.abort();
      while (running.size > 0) await Promise.all(running);
    },
  };
}

const doubt = (entry: Entry): Settlement =>
  entry.effect.kind === 'openPost'
    ? { event: { type: 'post.doubted', generation: entry.effect.generation } satisfies ClientEvent }
    : {};

function withoutEvent({ event: _event, ...rest }: Command): Command {
  return rest;
}
