import type { EpochMs, UserId } from '../../machines/ids.ts';
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
import { type Verdict, verdictOn } from '../telegram/verdict.ts';
import { type Composition, isFile, isMerged, sentPart } from './batch.ts';
import type { DeliveryDeps, Prepared, Refused } from './deliver/delivery.ts';
import { prepare } from './deliver/table.ts';
import { createBulk, HELD_AT_MOST } from './bulk.ts';
import { doubtedAgain, type Doubts, isHopeless, isTooOften } from './give-up.ts';
import { createRestOfAll } from './global-rate-limit.ts';
import { createFloodNote } from './flood-note.ts';
import { endTurn, type LaneId } from './lanes.ts';
import { type LaneLoad, loadsOf } from './lane-loads.ts';
import { type ActiveLane, createPicture } from './queue.ts';
import type { WorkerEvents } from './worker-log.ts';
import { doubt, repetition } from './recover.ts';
import { createPaces, isPaced } from './pace.ts';
import { createRefill } from './reload-owner.ts';
import { createRests } from './lane-timers.ts';
import { isBulk } from './rank.ts';
import { createSettling } from './commit-outcome.ts';

export type WorkerDeps = {
  call: CallTelegram;
  /** May take its time. False: delivery is another process's from now on. */
  mayCall(): Promise<boolean>;
  /** Whether Telegram answers at all at the moment. */
  answers(): Promise<boolean>;
  /** How many of one client's messages reach the team at once, and in a minute; 0: no limit. */
  floodPerMinute: number;
  dispatch: Dispatch;
  store: OutboxStore;
  delivery: DeliveryDeps;
  clock: Clock;
  random(): number;
  /** Told what happens, for the log. */
  on: WorkerEvents;
};

export type Worker = {
  /** Called with every commit, in the order of the commits of one owner. */
  committed(commitment: Commitment): void;
  /** Something waits for this owner that this process may not know of. Resolves when it has been read; never rejects. */
  reload(owner: UserId): Promise<void>;
  /** Whether more of what goes to many people should be read now. */
  hasRoom(): boolean;
  /** Makes no calls in these lanes until told otherwise. Those it may use again, it uses at once. */
  shut(lanes: ReadonlySet<LaneId>): void;
  /** People may have mended what lanes rest for. */
  wake(): void;
  /** No call under way and none that could be made now. */
  idle(): boolean;
  loads(): LaneLoad[];
  /** Finishes the calls under way; makes no others. */
  stop(): Promise<void>;
};

const TROUBLE = { baseMs: 500, capMs: 30_000 };
const BARRED = { baseMs: 4000, capMs: 60_000 };

/** A call that was made, and what was known when it was. */
type Attempted = {
  composition: Composition;
  record: ClientRecord | null;
  prepared: Extract<Prepared, { is: 'call' }>;
  isUnanswered: boolean;
};

/**
 * Carries out what waits, one call at a time in each lane.
 *
 * I1 Redis holds the outbox; what is here is a picture of it, made anew whenever delivery begins.
 * I2 An entry leaves the outbox only in the commit that applies its outcome.
 * I3 A refusal pauses its own lane and no other, unless it is the bot itself that Telegram holds back (flood.ts).
 */
export function createWorker(deps: WorkerDeps): Worker {
  const { dispatch, store, clock, on } = deps;
  const paces = createPaces(deps.floodPerMinute);
  const picture = createPicture(paces, (client) => {
    const noted = noteFlood(client, picture.record(client));
    if (noted !== null) void supervise(`note on the flood of ${client}`, noted);
  });
  const noteFlood = createFloodNote({ dispatch, clock, perMinute: deps.floodPerMinute, on });
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  let shut: ReadonlySet<LaneId> = new Set();
  const { settle, loseThread } = createSettling({ dispatch, picture, clock, on, stopping: stopping.signal });
  const doubts = new WeakMap<Entry, Doubts>();
  /** What was committed up to then may have been attempted by another process, or in another life of this one. */
  let begun: number | null = null;
  const restOfAll = createRestOfAll(clock);
  let lastDoneMs = -Infinity;
  const { lookAgain, rest } = createRests({ clock, stopping: stopping.signal, supervise, pump });
  const { isFollowed } = picture;
  const bulk = createBulk({ clock, stopping: stopping.signal, supervise, isFollowed, pump });
  const refill = createRefill({ ...deps, picture, add, stopping: stopping.signal });

  function supervise(what: string, task: Promise<void>): Promise<void> {
    const supervised = task
      .catch((error: unknown) => on.troubled(what, error))
      .finally(() => running.delete(supervised));
    running.add(supervised);
    return supervised;
  }

  const reload = (owner: UserId): Promise<void> => supervise(`reload of ${owner}`, refill(owner));

  function add(owner: UserId, record: ClientRecord | null, entries: Entry[]): void {
    for (const lane of picture.add(owner, record, entries)) pump(lane);
  }

  function pump(active: ActiveLane): void {
    if (active.running || active.resting || shut.has(active.id) || stopping.signal.aborted) return;
    const now = clock.now();
    const restMs = restOfAll.leftMs();
    if (restMs > 0) {
      lookAgain(active, (now + restMs) as EpochMs, restMs);
      return;
    }
    const next = picture.next(active, now);
    if (next === null) return;
    if (next.readyAt > now) {
      lookAgain(active, next.readyAt, next.readyAt - now);
      return;
    }
    if (isBulk(next.lead.effect) && !bulk.admits(active)) return;
    active.running = true;
    void supervise(
      `delivery of ${next.lead.effect.kind}`,
      carryOut(active, next)
        .catch((error: unknown) => {
          on.troubled(`delivery of ${next.lead.effect.kind}`, error);
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

  async function carryOut(active: ActiveLane, composition: Composition): Promise<void> {
    const { lead, effect } = composition;
    if (lead.triedAt !== undefined && repetition[effect.kind] === 'doubt') {
      await settle(composition, doubt(lead));
      return;
    }
    const startedAt = clock.monotonic();
    const record = picture.record(lead.owner);
    let prepared: Prepared;
    try {
      const without = picture.without(lead);
      begun ??= await store.newest();
      const unsure = doubts.has(lead) || lead.seq <= begun;
      prepared = await prepare(effect, { entry: lead, record, without, unsure }, deps.delivery);
      if (prepared.is === 'call' && repetition[effect.kind] === 'doubt') {
        await store.markTried(lead, clock.now());
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      // A defect must not hold the lane for ever.
      if (isPassing(error)) retry(active, lead, reason);
      else await settle(composition, { parked: reason });
      return;
    }
    if (prepared.is === 'over') {
      await settle(composition, prepared.settlement);
      return;
    }
    if (!(await deps.mayCall())) {
      stopping.abort();
      return;
    }
    if (!isBulk(lead.effect)) bulk.counts();
    const answer = await deps.call(prepared.call);
    const verdict = verdictOn(answer, prepared.call, prepared.context);
    if (verdict.is === 'trouble' && verdict.unconfirmed) active.frozen.set(lead, composition);
    if (verdict.is === 'done') {
      active.failures = 0;
      lastDoneMs = clock.monotonic();
      on.delivered(lead, lastDoneMs - startedAt, clock.now() - lead.at);
      if (isPaced(lead.effect)) paces.spent(lead.owner, clock.now());
      await settle(composition, prepared.done(answer.ok ? answer.messageIds : []));
      return;
    }
    const isUnanswered = !answer.ok && answer.failure === 'unknown';
    await obey(verdict, active, { composition, record, prepared, isUnanswered });
  }

  async function obey(
    verdict: Exclude<Verdict, { is: 'done' }>,
    active: ActiveLane,
    { composition, record, prepared, isUnanswered }: Attempted,
  ): Promise<void> {
    const { lead } = composition;
    const refused = async (why: Refused) => {
      if (isMerged(composition)) await goOnApart(composition, 0);
      else await settle(composition, (await prepared.refused?.(why)) ?? { parked: why.reason });
    };
    switch (verdict.is) {
      case 'flood':
        pause(active, verdict.waitMs, isBulk(lead.effect));
        return;
      case 'trouble':
        if (verdict.unconfirmed && repetition[composition.effect.kind] === 'doubt') {
          await settle(composition, doubt(lead));
        } else if (verdict.unconfirmed && (await isGivenUp(lead, isUnanswered))) {
          await refused({ reason: verdict.reason });
        } else retry(active, lead, verdict.reason);
        return;
      case 'barred':
        on.barred(active.id, verdict.reason, verdict.fix);
        active.failures += 1;
        endTurn(active, lead.owner);
        rest(active, backoffMs(active.failures, deps.random(), BARRED), true);
        return;
      case 'moved':
        on.moved(prepared.call.params.chat_id, verdict.to);
        retry(active, lead, `the chat is now ${verdict.to}`);
        return;
      case 'thread-lost':
        await loseThread(lead, record?.state.context.thread.threadNumber ?? 0);
        return;
      case 'context-lost':
      case 'quote-lost':
        picture.concede(lead, verdict.is === 'context-lost' ? 'context' : 'quote');
        return;
      case 'original-gone':
        if (isFile(composition) && !picture.without(lead).has('copy')) picture.concede(lead, 'copy');
        else await refused({ reason: verdict.reason, uncopyable: 'deleted' });
        return;
      case 'uneditable':
        picture.concede(lead, 'edit');
        return;
      case 'album-refused':
        await goOnApart(composition, verdict.sent);
        if (verdict.waitMs !== undefined) pause(active, verdict.waitMs);
        return;
      case 'gone':
        if (isBulk(lead.effect)) bulk.lost(lead);
        await refused({ reason: `client ${verdict.cause}`, gone: verdict.cause });
        return;
      case 'uncopyable':
        await refused({ reason: verdict.reason, uncopyable: 'kind' });
        return;
      case 'defect':
        // Without a post everything of this client would wait for ever: it is tried until people have mended it.
        if (composition.effect.kind === 'openPost') retry(active, lead, verdict.reason);
        else await refused({ reason: verdict.reason });
    }
  }

  async function isGivenUp(entry: Entry, isUnanswered: boolean): Promise<boolean> {
    const nowMs = clock.monotonic();
    const doubted = doubtedAgain(doubts.get(entry), isUnanswered, nowMs);
    doubts.set(entry, doubted);
    return isHopeless(doubted, nowMs, lastDoneMs) || (isTooOften(doubted) && (await deps.answers()));
  }

  /** Items that went out although the album was refused are over; the others go one by one. */
  async function goOnApart(composition: Composition, sent: number): Promise<void> {
    for (const entry of [composition.lead, ...composition.alongside]) picture.concede(entry, 'joint');
    const over = sentPart(composition, sent);
    if (over !== null) await settle(over, {});
  }

  function pause(active: ActiveLane, waitMs: number, ofBulk = false): void {
    on.paused(active.id, waitMs);
    active.held = true;
    rest(active, waitMs);
    if (ofBulk) {
      // Too much for the chat, or of notices? It does not say; they can wait, and conversations need not.
      bulk.hold(waitMs);
      return;
    }
    if (!restOfAll.refused(active.id, waitMs)) return;
    bulk.hold(restOfAll.leftMs());
    on.allPaused(restOfAll.leftMs());
  }

  function retry(active: ActiveLane, entry: Entry, reason: string): void {
    active.failures += 1;
    endTurn(active, entry.owner);
    const waitMs = backoffMs(active.failures, deps.random(), TROUBLE);
    on.retried(entry, reason, waitMs);
    rest(active, waitMs, true);
  }

  return {
    committed({ owner, record, added, settled }) {
      for (const id of settled) picture.remove(owner, id);
      const unknown = record === null && added.length > 0 && picture.waiting(owner).length === 0;
      // A line for a client's thread that came without their state: fetch it, or it would never be ready.
      if (unknown) void reload(owner);
      else add(owner, record, added);
    },
    reload,
    hasRoom: () => picture.forMany() < HELD_AT_MOST,
    shut(lanes) {
      const freed = [...shut].filter((lane) => !lanes.has(lane)).map(picture.lane);
      shut = lanes;
      for (const lane of freed) {
        lane.hurry?.();
        pump(lane);
      }
    },
    wake() {
      for (const lane of picture.lanes()) lane.hurry?.();
    },
    idle: () => running.size === 0,
    loads: () => loadsOf(picture.lanes(), shut),
    async stop() {
      stopping.abort();
      while (running.size > 0) await Promise.all(running);
    },
  };
}

const isPassing = (error: unknown): boolean =>
  error instanceof TelegramError || error instanceof RetryableError || isRedisTrouble(error);
