import type { Entry } from '../actor/ports.ts';
import type { Lane, Planned, Stream } from './lanes.ts';
import { RANKS } from './rank.ts';

/** After this time an entry is one rank higher. */
export const RISE_MS = 60_000;

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
  let nextAfter = Infinity;
  let nextNth = 0;
  for (const queue of lane.queues.values()) {
    queue.streams ??= streamsOf(queue.entries, planned);
    for (const stream of queue.streams) {
      if (nowMs >= stream.risesAtMs) rankStream(stream, nowMs);
      const { head, rank } = stream;
      if (rank > nextRank) continue;
      // The last turn counts for the entries that waited at the time.
      const turn = queue.turn !== null && queue.turn.after >= head.seq ? queue.turn : null;
      const after = turn === null ? head.seq : turn.after;
      const nth = turn === null ? 0 : turn.nth;
      if (rank === nextRank && (after === nextAfter ? nth >= nextNth : after > nextAfter)) continue;
      if (!isDue(head)) continue;
      next = head;
      nextRank = rank;
      nextAfter = after;
      nextNth = nth;
    }
  }
  return next;
}

function streamsOf(entries: readonly Entry[], planned: (entry: Entry) => Planned): Stream[] {
  const streams: Stream[] = [];
  let previous: Planned | null = null;
  let kind = '';
  for (const entry of entries) {
    const { effect } = entry;
    const run = planned(entry);
    const isSame = run.stream === previous?.stream && run.rank === previous.rank && effect.kind === kind;
    if (isSame) continue;
    previous = run;
    kind = effect.kind;
    const stream = streams.find((one) => one.name === run.stream);
    if (stream === undefined) {
      streams.push({ name: run.stream, head: entry, runs: [run], rank: RANKS.bulk, risesAtMs: -Infinity });
    } else stream.runs.push(run);
  }
  return streams;
}

/** The first entry of a stream ranks as the highest entry behind. */
function rankStream(stream: Stream, nowMs: number): void {
  stream.rank = RANKS.bulk;
  stream.risesAtMs = Infinity;
  for (const { rank, decidedMs } of stream.runs) {
    const rises = rank < RANKS.hint;
    const minutes = rises ? Math.floor(Math.max(0, nowMs - decidedMs) / RISE_MS) : 0;
    const risen = rises ? Math.max(RANKS.opening, rank - minutes) : rank;
    stream.rank = Math.min(stream.rank, risen);
    if (rises) stream.risesAtMs = Math.min(stream.risesAtMs, decidedMs + (minutes + 1) * RISE_MS);
  }
}
