import type { Entry } from '../actor/ports.ts';
import type { Lane, Queue, Turn } from './lanes.ts';
import { RANKS } from './rank.ts';

/** After this time an entry is one rank higher. */
export const RISE_MS = 60_000;

/** Facts about an entry, for the order of the calls. Never changes. */
export type Planned = {
  rank: number;
  /** Entries of an owner and a stream leave in the order of the commits. */
  stream: string;
  /** Monotonic time in ms of the decision behind the entry, as far as this process knows. */
  decidedMs: number;
};

/**
 * The entry that a lane carries out next; null: none is due. Pure.
 *
 * I1 The story of an owner leaves in the order of the commits: an entry that is not due holds back the entries behind.
 *    Other effects keep their order within one kind and rank, and hold back nothing else.
 * I2 Higher ranks go first, and every minute of waiting lifts by one; hints and bulk never rise. A line waits no longer
 *    than the entry behind: a note before a message ranks as the message does.
 * I3 Among equals, owners take turns; of owners without a turn the oldest entry goes first. So no client, and no message
 *    that fails, can hold up the others.
 * @param nowMs monotonic time in ms
 */
export function nextEntry(
  lane: Lane,
  nowMs: number,
  planned: (entry: Entry) => Planned,
  isDue: (entry: Entry) => boolean,
): Entry | null {
  let next: Entry | null = null;
  let nextRank = Infinity;
  let nextTurn = NO_TURN;
  for (const queue of lane.queues.values()) {
    for (const { head, runs } of streamsOf(queue, planned)) {
      const rank = highestOf(runs, nowMs);
      if (rank > nextRank) continue;
      const turn = turnOf(head, lane);
      if (rank === nextRank && !isBefore(turn, nextTurn)) continue;
      if (isDue(head)) [next, nextRank, nextTurn] = [head, rank, turn];
    }
  }
  return next;
}

const isBefore = (a: Turn, b: Turn): boolean => (a.after === b.after ? a.nth < b.nth : a.after < b.after);

const NO_TURN: Turn = { after: Infinity, nth: 0 };

/** The last turn counts for the entries that waited at the time. */
function turnOf({ owner, seq }: Entry, { turns }: Lane): Turn {
  const turn = turns.get(owner);
  return turn !== undefined && turn.after >= seq ? turn : { after: seq, nth: 0 };
}

/** Entries that keep their order. A run is entries of one kind and rank in a row; the first waits longest. */
type Stream = { name: string; head: Entry; runs: Planned[] };

/** A queue is immutable, so its streams are computed once. Most queues stay the same from one call to the next. */
const known = new WeakMap<Queue, Stream[]>();

function streamsOf(queue: Queue, planned: (entry: Entry) => Planned): Stream[] {
  const before = known.get(queue);
  if (before !== undefined) return before;
  const streams: Stream[] = [];
  let previous: Planned | null = null;
  let kind = '';
  for (const entry of queue) {
    const { effect } = entry;
    const run = planned(entry);
    const isSame = run.stream === previous?.stream && run.rank === previous.rank && effect.kind === kind;
    if (isSame) continue;
    previous = run;
    kind = effect.kind;
    const stream = streams.find((one) => one.name === run.stream);
    if (stream === undefined) streams.push({ name: run.stream, head: entry, runs: [run] });
    else stream.runs.push(run);
  }
  known.set(queue, streams);
  return streams;
}

/** The first entry of a stream ranks as the highest entry behind. */
function highestOf(runs: Planned[], nowMs: number): number {
  let highest: number = RANKS.bulk;
  for (const run of runs) highest = Math.min(highest, risen(run, nowMs));
  return highest;
}

function risen({ rank, decidedMs }: Planned, nowMs: number): number {
  if (rank >= RANKS.hint) return rank;
  const minutes = Math.floor(Math.max(0, nowMs - decidedMs) / RISE_MS);
  return Math.max(RANKS.opening, rank - minutes);
}
