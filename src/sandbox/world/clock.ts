/** Milliseconds since the epoch, and timers that may be cancelled. */
export type Clock = { now(): number; setTimeout(run: () => void, ms: number): Cancel };
export type Cancel = () => void;

/** Node fires a longer timer at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const realClock: Clock = {
  now: () => Date.now(),
  setTimeout(run, ms) {
    const timer = setTimeout(run, Math.min(Math.max(0, ms), LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};

type MovableClock = Clock & {
  /** Lets time pass: timers that fall due run soon, in order. */
  advance(ms: number): void;
  /** How far it is ahead of the machine's, in milliseconds. */
  aheadMs(): number;
  /** Called after every step ahead, with the length of the step. */
  onAdvance(listener: (ms: number) => void): void;
};

export const isMovable = (clock: Clock): clock is MovableClock => 'aheadMs' in clock;

/** The machine's time, which can be moved ahead and then goes on from there. */
export function createMovableClock(): MovableClock {
  let aheadMs = 0;
  let sequence = 0;
  const timers = new Map<number, { dueMs: number; run: () => void; cancel: Cancel }>();
  const listeners = new Set<(ms: number) => void>();
  const now = (): number => realClock.now() + aheadMs;

  function arm(id: number, dueMs: number, run: () => void): void {
    const fire = (): void => {
      timers.delete(id);
      run();
    };
    timers.set(id, { dueMs, run, cancel: realClock.setTimeout(fire, dueMs - now()) });
  }

  return {
    now,
    aheadMs: () => aheadMs,
    onAdvance: (listener) => void listeners.add(listener),
    setTimeout(run, ms) {
      sequence += 1;
      const id = sequence;
      arm(id, now() + Math.max(0, ms), run);
      return () => {
        timers.get(id)?.cancel();
        timers.delete(id);
      };
    },
    advance(ms) {
      aheadMs += ms;
      for (const [id, { dueMs, run, cancel }] of [...timers].sort(([, a], [, b]) => a.dueMs - b.dueMs)) {
        cancel();
        arm(id, dueMs, run);
      }
      for (const listener of listeners) listener(ms);
    },
  };
}

export type DrivenClock = Clock & {
  /** Moves the time and runs due timers in order; timers set in between count too. */
  advance(ms: number): void;
};

/** Time that moves only when a test says so. */
export function createDrivenClock(startMs = Date.UTC(2026, 10, 21, 12)): DrivenClock {
  let nowMs = startMs;
  let sequence = 0;
  const timers = new Map<number, { dueMs: number; run: () => void }>();

  function nextDue(untilMs: number): number | undefined {
    let found: number | undefined;
    let earliestMs = Number.POSITIVE_INFINITY;
    for (const [id, timer] of timers) {
      if (timer.dueMs <= untilMs && timer.dueMs < earliestMs) {
        earliestMs = timer.dueMs;
        found = id;
      }
    }
    return found;
  }

  return {
    now: () => nowMs,
    setTimeout(run, ms) {
      sequence += 1;
      const id = sequence;
      timers.set(id, { dueMs: nowMs + Math.max(0, ms), run });
      return () => void timers.delete(id);
    },
    advance(ms) {
      const untilMs = nowMs + ms;
      for (let id = nextDue(untilMs); id !== undefined; id = nextDue(untilMs)) {
        const timer = timers.get(id);
        timers.delete(id);
        if (timer === undefined) continue;
        nowMs = Math.max(nowMs, timer.dueMs);
        timer.run();
      }
      nowMs = untilMs;
    },
  };
}
