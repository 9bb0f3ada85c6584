import type { EpochMs, UserId } from '../../machines/ids.ts';
import type { Entry } from '../actor/ports.ts';
import type { ClientRecord } from '../actor/record.ts';
import { ALBUM_QUIET_MS, compose, type Composition, isCollected } from './batch.ts';
import type { Concession } from './deliver/delivery.ts';
import { isReady, laneOf } from './deliver/table.ts';
import { addTo, createLane, endTurn, type Lane, type LaneId, removeFrom } from './lanes.ts';
import { isPaced, type Paces } from './pace.ts';
import { nextEntry } from './planner.ts';
import { isBulk } from './rank.ts';

export type ActiveLane = Lane & {
  running: boolean;
  resting: boolean;
  /** Telegram refused it for a time, and since then there was always more to send than it took. */
  held: boolean;
  /** Ends a rest that waits for people to mend something; null: there is none, or it waits for Telegram. */
  hurry: (() => void) | null;
  /** Failures in a row. */
  failures: number;
  /** When a look is planned, because an album will be complete then. */
  lookAt: EpochMs | null;
  /** Attempted, and perhaps carried out: repeated as they were. By lead. */
  frozen: Map<Entry, Composition>;
};

/** What waits, as this process knows it: by owner, and arranged in lanes. Redis has the original. */
export type Picture = {
  /** @returns the lanes in which something may have become possible */
  add(owner: UserId, record: ClientRecord | null, entries: Entry[]): ActiveLane[];
  remove(owner: UserId, id: string): void;
  lane(id: LaneId): ActiveLane;
  lanes(): ActiveLane[];
  /** The newest record seen while something waited; null: nobody's, or nothing waits. */
  record(owner: UserId): ClientRecord | null;
  waiting(owner: UserId): string[];
  /** How many broadcasts wait. */
  forMany(): number;
  /** Does it still wait, or anything for its owner that is no broadcast? */
  isFollowed(entry: Entry): boolean;
  /** What the lane carries out next, or, when that is still being collected, what it will. */
  next(lane: ActiveLane, now: EpochMs): Composition | null;
  concede(entry: Entry, concession: Concession): void;
  without(entry: Entry): ReadonlySet<Concession>;
};

const NOTHING: ReadonlySet<Concession> = new Set();

type Waiting = {
  record: ClientRecord | null;
  entries: Map<string, Entry>;
  /** How many of them are in which lane. */
  lanes: Map<LaneId, number>;
};

/** @param onFlood told of a client of whom more waits than their pace allows in a minute, as long as it does */
export function createPicture(paces: Paces, onFlood: (client: UserId) => void): Picture {
  const owners = new Map<UserId, Waiting>();
  const lanes = new Map<LaneId, ActiveLane>();
  let forMany = 0;
  const conceded = new Map<Entry, ReadonlySet<Concession>>();

  function lane(id: LaneId): ActiveLane {
    const known = lanes.get(id);
    if (known !== undefined) return known;
    const made = {
      running: false,
      resting: false,
      held: false,
      hurry: null,
      failures: 0,
      lookAt: null,
      frozen: new Map(),
      ...createLane(id),
    };
    lanes.set(id, made);
    return made;
  }

  const without = (entry: Entry): ReadonlySet<Concession> => conceded.get(entry) ?? NOTHING;
  const ready = (entry: Entry): boolean => isReady(entry, owners.get(entry.owner) ?? { record: null });
  // What people want tried again is tried by itself: it may have been what spoiled the whole.
  const apart = (entry: Entry): boolean => entry.retried === true || without(entry).has('joint');

  /** Something is to be said here, at once or soon, that is for this person alone. */
  const converses = ({ queues }: ActiveLane): boolean =>
    [...queues.values()].flat().some((entry) => !isBulk(entry.effect) && ready(entry));

  function composed(active: ActiveLane, entry: Entry, now: EpochMs): Composition {
    const frozen = active.frozen.get(entry);
    if (frozen !== undefined) return frozen;
    const queue = active.queues.get(entry.owner) ?? [];
    const behind = queue.slice(queue.indexOf(entry));
    // A broadcast is no part of what is being said, and ends no album.
    const said = isBulk(entry.effect) ? [entry] : behind.filter(({ effect }) => !isBulk(effect));
    const merges = active.held || (isPaced(entry.effect) && paces.isLast(entry.owner, now));
    const whole = compose(said, { apart, merges });
    // A clock that was set back would hold up what is collected for as long.
    return whole.readyAt > now + ALBUM_QUIET_MS ? { ...whole, readyAt: now } : whole;
  }

  /** When the client's pace lets it leave. */
  function pacedAt(active: ActiveLane, { effect, owner }: Entry, now: EpochMs): EpochMs {
    if (!isPaced(effect)) return now;
    const at = paces.readyAt(owner, now);
    if (at <= now) return at;
    const waiting = (active.queues.get(owner) ?? []).filter((entry) => isPaced(entry.effect));
    if (waiting.length >= paces.perMinute) onFlood(owner);
    return at;
  }

  return {
    add(owner, record, entries) {
      const known = owners.get(owner);
      if (known === undefined && entries.length === 0) return [];
      const mine: Waiting = known ?? { record: null, entries: new Map(), lanes: new Map() };
      owners.set(owner, mine);
      if (record !== null && record.version >= (mine.record?.version ?? 0)) mine.record = record;
      for (const entry of entries) {
        if (mine.entries.has(entry.id)) continue;
        mine.entries.set(entry.id, entry);
        if (isBulk(entry.effect)) forMany += 1;
        const id = laneOf(entry);
        mine.lanes.set(id, (mine.lanes.get(id) ?? 0) + 1);
        addTo(lane(id), entry);
      }
      return [...mine.lanes.keys()].map(lane);
    },
    remove(owner, id) {
      const mine = owners.get(owner);
      const entry = mine?.entries.get(id);
      if (mine === undefined || entry === undefined) return;
      mine.entries.delete(id);
      if (isBulk(entry.effect)) forMany -= 1;
      conceded.delete(entry);
      const itsLane = lane(laneOf(entry));
      const others = (mine.lanes.get(itsLane.id) ?? 1) - 1;
      if (others === 0) mine.lanes.delete(itsLane.id);
      else mine.lanes.set(itsLane.id, others);
      itsLane.frozen.delete(entry);
      removeFrom(itsLane, owner, id);
      endTurn(itsLane, owner);
      if (mine.entries.size === 0) owners.delete(owner);
    },
    lane,
    lanes: () => [...lanes.values()],
    record: (owner) => owners.get(owner)?.record ?? null,
    forMany: () => forMany,
    isFollowed: (entry) =>
      [...(owners.get(entry.owner)?.entries.values() ?? [])].some(
        (one) => one === entry || !isBulk(one.effect),
      ),
    waiting: (owner) => [...(owners.get(owner)?.entries.keys() ?? [])],
    next(active, now) {
      let collecting: Composition | null = null;
      const isDue = (head: Entry): boolean => {
        if (!ready(head) || (isBulk(head.effect) && converses(active))) return false;
        const paced = pacedAt(active, head, now);
        if (paced <= now && !isCollected(head)) return true;
        const whole = composed(active, head, now);
        const composition = paced > whole.readyAt ? { ...whole, readyAt: paced } : whole;
        if (composition.readyAt <= now) return true;
        if (collecting === null || composition.readyAt < collecting.readyAt) collecting = composition;
        return false;
      };
      const entry = nextEntry(active, isDue, now);
      if (entry !== null) return composed(active, entry, now);
      active.held = false;
      // Whoever still holds a lane that was emptied must not take away the one that has its place now.
      if (active.queues.size === 0 && lanes.get(active.id) === active) lanes.delete(active.id);
      return collecting;
    },
    concede(entry, concession) {
      // Telegram has answered: as it was it will never be taken.
      lane(laneOf(entry)).frozen.delete(entry);
      conceded.set(entry, new Set([...without(entry), concession]));
    },
    without,
  };
}
