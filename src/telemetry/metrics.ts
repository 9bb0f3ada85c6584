/** How often something has happened since the process started. */
export type Count = { event: string; kind: string | null; times: number };

/** Counts of one logger: what is told to it as an event of the business is counted, whatever its level shows. */
type Counters = {
  count(event: string, kind?: string): void;
  read(): Count[];
};

/** Not kept by the logger itself: what is below its level it does not even see. */
const counters = new WeakMap<object, Counters>();

/** The same ones every time for the same logger. */
export function countersOf(log: object): Counters {
  const known = counters.get(log) ?? createCounters();
  counters.set(log, known);
  return known;
}

function createCounters(): Counters {
  const counts = new Map<string, Count>();
  return {
    count(event, kind) {
      const key = `${event} ${kind ?? ''}`;
      const known = counts.get(key) ?? { event, kind: kind ?? null, times: 0 };
      counts.set(key, { ...known, times: known.times + 1 });
    },
    read: () => [...counts.values()],
  };
}
