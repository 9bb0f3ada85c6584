import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Logger } from './logger.ts';

/** State of a desk, read at each scrape. */
type DeskState = {
  isLeader: boolean;
  /** Entries in memory and paused lanes, by kind of lane. Empty in a standby process. */
  lanes: readonly { kind: string; entries: number; paused: number }[];
  /** Null if Redis does not answer in time. */
  parked: number | null;
};

export type CallOutcome = 'ok' | 'rate-limited' | 'refused' | 'failed' | 'unanswered';

/** Metrics of a desk, or of a whole process. No label holds an id of a person or message. */
export type Metrics = {
  count(event: string, kind?: string): void;
  /** From the decision to relay a message until Telegram took the message over. */
  relayed(direction: 'to-thread' | 'to-client', seconds: number): void;
  /** @returns the end of the measurement */
  startCall(method: string): (outcome: CallOutcome) => void;
  /** @returns the end of the watch */
  watch(read: () => Promise<DeskState>): () => void;
};

/** The text format of Prometheus. */
export type Scrape = { type: string; text(): Promise<string> };

type Process = { scrape: Scrape; metricsOf(desk: string | null): Metrics };

/** Metrics hang on a logger, because the logger reaches every event. */
const processes = new WeakMap<object, Process>();
const metrics = new WeakMap<object, Metrics>();

/** The same metrics each time for the same logger. */
export function metricsOf(log: Logger): Metrics {
  const known = metrics.get(log);
  if (known !== undefined) return known;
  const made = processOf(log).metricsOf(null);
  metrics.set(log, made);
  return made;
}

/** All metrics of the process behind `log`. */
export const scrapeOf = (log: Logger): Scrape => processOf(log).scrape;

/** A logger for one desk: lines and metrics carry the id of the desk. */
export function deskLog(log: Logger, desk: number): Logger {
  const child = log.child({ desk });
  processes.set(child, processOf(log));
  metrics.set(child, processOf(log).metricsOf(String(desk)));
  return child;
}

function processOf(log: object): Process {
  const known = processes.get(log) ?? createProcess();
  processes.set(log, known);
  return known;
}

/** Seconds. A busy board takes 20 messages a minute, so entries may wait for many minutes. */
const RELAY_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];
const CALL_BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

function createProcess(): Process {
  const registry = new Registry();
  const registers = [registry];
  const events = new Counter({
    name: 'balcao_events_total',
    help: 'Events since the start, by their name in the log.',
    labelNames: ['desk', 'event', 'kind'],
    registers,
  });
  const relays = new Histogram({
    name: 'balcao_relay_seconds',
    help: 'From the intake of a message until Telegram took the copy over.',
    labelNames: ['desk', 'direction'],
    buckets: RELAY_BUCKETS,
    registers,
  });
  const calls = new Histogram({
    name: 'balcao_telegram_call_seconds',
    help: 'Calls to the Bot API.',
    labelNames: ['desk', 'method', 'outcome'],
    buckets: CALL_BUCKETS,
    registers,
  });
  const readings = createReadings(registry);
  const counts = createCounts(events);

  return {
    scrape: {
      type: registry.contentType,
      async text() {
        counts.handOver();
        await readings.refresh();
        return registry.metrics();
      },
    },
    metricsOf(desk) {
      const base = desk === null ? {} : { desk };
      return {
        count: counts.of(base),
        relayed: (direction, seconds) => relays.observe({ ...base, direction }, seconds),
        startCall(method) {
          const end = calls.startTimer({ ...base, method });
          return (outcome) => void end({ outcome });
        },
        watch: (read) => readings.watch(base, read),
      };
    },
  };
}

type Labels = { desk?: string };

/** Every log line is counted, so a count is one look into a map. The counter hears of the counts at each scrape. */
function createCounts(events: Counter) {
  const all: { labels: Record<string, string>; count: number }[] = [];
  return {
    of(base: Labels): Metrics['count'] {
      const known = new Map<string, { count: number }>();
      return (event, kind) => {
        const name = kind === undefined ? event : `${event} ${kind}`;
        let counted = known.get(name);
        if (counted === undefined) {
          const made = { labels: { ...base, event, ...(kind === undefined ? {} : { kind }) }, count: 0 };
          all.push(made);
          known.set(name, made);
          counted = made;
        }
        counted.count += 1;
      };
    },
    handOver(): void {
      for (const counted of all) {
        if (counted.count > 0) events.inc(counted.labels, counted.count);
        counted.count = 0;
      }
    },
  };
}

/** Gauges, read at each scrape. */
function createReadings(registry: Registry) {
  const registers = [registry];
  const watched = new Map<() => Promise<DeskState>, Labels>();
  const entries = new Gauge({
    name: 'balcao_queue_entries',
    help: 'Entries that wait for delivery, in the process that leads the desk.',
    labelNames: ['desk', 'lane'],
    registers,
  });
  const paused = new Gauge({
    name: 'balcao_lanes_paused',
    help: 'Lanes that wait, because Telegram asked for a pause, a call failed, or a right is missing.',
    labelNames: ['desk', 'lane'],
    registers,
  });
  const parked = new Gauge({
    name: 'balcao_parked_entries',
    help: 'Entries that Telegram refused for good: npm run parked -- list.',
    labelNames: ['desk'],
    registers,
  });
  const leader = new Gauge({
    name: 'balcao_leader',
    help: '1 in the process that leads the desk, 0 in a process that stands by.',
    labelNames: ['desk'],
    registers,
  });

  function show(labels: Labels, state: DeskState): void {
    leader.set(labels, state.isLeader ? 1 : 0);
    if (state.parked !== null) parked.set(labels, state.parked);
    for (const { kind, entries: waiting, paused: lanesPaused } of state.lanes) {
      entries.set({ ...labels, lane: kind }, waiting);
      paused.set({ ...labels, lane: kind }, lanesPaused);
    }
  }

  return {
    watch(labels: Labels, read: () => Promise<DeskState>): () => void {
      watched.set(read, labels);
      return () => void watched.delete(read);
    },
    async refresh(): Promise<void> {
      for (const gauge of [entries, paused, parked, leader]) gauge.reset();
      await Promise.all([...watched].map(async ([read, labels]) => show(labels, await read())));
    },
  };
}
