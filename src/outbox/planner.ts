import type { EpochMs } from '../../machines/ids.ts';
import type { Entry } from '../actor/ports.ts';
import type { Lane, Queue, Turn } from './lanes.ts';
import { RANKS, rankOf, streamOf } from './rank.ts';

/** Whoever has waited this long is one rank higher. */
export const RISE_MS = 60_000;

/**
 * Which waiting effect a lane carries out next; null: none can be now. Pure.
 *
 * I1 What people read of one owner leaves in the order in which it was committed: one that is not due holds back those
 *    behind it. So do effects of one kind; others are not held back.
 * I2 Higher ranks go first, and every minute of waiting lifts by one, but for what goes to many. A line waits no longer
 *    than what is behind it: a note before a message ranks as the message does.
 * I3 Among equals, owners take turns; of those who have not had one the oldest goes first. So no client, and no message
 *    that fails, can hold up the others.
 */
export function nextEntry(lane: Lane, isDue: (entry: Entry) => boolean, now: EpochMs): Entry | null {
  let next: Candidate | null = null;
  for (const queue of lane.queues.values()) {
    for (const { head, runs } of streamsOf(queue)) {
      const candidate = { entry: head, rank: highestOf(runs, now) };
      if ((next === null || isBefore(candidate, next, lane)) && isDue(head)) next = candidate;
    }
  }
  return next?.entry ?? null;
}

type Candidate = { entry: Entry; rank: number };

function isBefore(a: Candidate, b: Candidate, lane: Lane): boolean {
  if (a.rank !== b.rank) return a.rank < b.rank;
  const [turnA, turnB] = [turnOf(a.entry, lane), turnOf(b.entry, lane)];
  const [afterA, afterB] = [turnA?.after ?? a.entry.seq, turnB?.after ?? b.entry.seq];
  return afterA === afterB ? (turnA?.nth ?? 0) < (turnB?.nth ?? 0) : afterA < afterB;
}

/** A turn counts for what waited then. */
function turnOf({ owner, seq }: Entry, { turns }: Lane): Turn | undefined {
  const turn = turns.get(owner);
  return turn !== undefined && turn.after >= seq ? turn : undefined;
}

/** What keeps its order: its first, and the first of each run of one kind. Of such a run it has waited longest. */
type Stream = { name: string; head: Entry; runs: Entry[] };

/** A queue is never changed, so what is found out about it holds. Most stay as they are from one call to the next. */
const known = new WeakMap<Queue, Stream[]>();

function streamsOf(queue: Queue): Stream[] {
  const before = known.get(queue);
  if (before !== undefined) return before;
  const streams: Stream[] = [];
  let previous: string | null = null;
  for (const entry of queue) {
    if (entry.effect.kind === previous) continue;
    previous = entry.effect.kind;
    const name = streamOf(entry.effect);
    const stream = streams.find((one) => one.name === name);
    if (stream === undefined) streams.push({ name, head: entry, runs: [entry] });
    else stream.runs.push(entry);
  }
  known.set(queue, streams);
  return streams;
}

/** The first of a stream ranks as the highest of those it holds back. */
function highestOf(runs: Entry[], now: EpochMs): number {
  let highest: number = RANKS.bulk;
  for (const entry of runs) highest = Math.min(highest, rankAt(entry, now));
  return highest;
}

function rankAt({ effect, at }: Entry, now: EpochMs): number {
  const rank = rankOf(effect);
  if (rank === RANKS.bulk) return rank;
  const minutes = Math.floor(Math.max(0, now - at) / RISE_MS);
  return Math.max(RANKS.opening, rank - minutes);
}
