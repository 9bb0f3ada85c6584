import { setMaxListeners } from 'node:events';
import type { Clock } from '../base/clock.ts';
import { rest } from '../base/sleep.ts';
import type { Fence, LeaseStore } from '../store/lease.ts';
import { isRedisTrouble } from '../store/redis-errors.ts';

/** The part of a process in the desk. */
export type Role = 'holder' | 'standby';

export type LeaseTimes = {
  /** Time after the last renewal until any process may take the lease. */
  ttlMs: number;
  renewMs: number;
  /** Time between two attempts of a standby to take the lease. */
  tryMs: number;
};

/** A dead leader is replaced after 11 s at most. */
export const LEASE_TIMES: LeaseTimes = { ttlMs: 10_000, renewMs: 2500, tryMs: 1000 };

type HolderDeps = {
  store: LeaseStore;
  /** Name of the process, never used by another process. */
  name: string;
  /** No other process can exist: a lease in Redis belongs to a dead process, and is taken without waiting. */
  alone: boolean;
  times: LeaseTimes;
  clock: Clock;
  stopping: AbortSignal;
  on: HolderEvents;
};

export type HolderEvents = {
  took(token: number): void;
  lost(token: number): void;
  standingBy(holder: string): void;
  /** Redis did not answer the question for the lease; another question follows. */
  troubled(error: unknown): void;
};

type Holder = {
  fence: Fence;
  holds(): boolean;
  /**
   * Asked right before each call of Telegram, because Telegram knows no token. Waits while Redis is away. False: the
   * lease is lost, or the desk is stopping without an answer of Redis.
   */
  mayCall(): Promise<boolean>;
  /** Another process released the lease: the next attempt follows at once. */
  wake(): void;
  /** Resolves when the process leads or stands by. */
  decided: Promise<void>;
  /**
   * Takes the lease whenever the lease is free, and runs the duties; the duties end when `over` fires. Resolves when
   * the desk stops. If a duty rejects, rejects after the end of all duties.
   */
  serve(duties: Duties): Promise<void>;
};

export type Duties = (over: AbortSignal) => Promise<void>[];

/** The time from a take of the lease to the loss or release. */
type Term = {
  token: number;
  /** Monotonic time, in ms, from which another process may have the lease. */
  sureUntilMs: number;
  over: AbortController;
  renewal: Promise<void> | null;
};

/** Clocks of two machines need not run equally fast. */
const SURE_SHARE = 0.9;
const TROUBLE_MS = 250;

/**
 * Finds the leader of the desk: the process that polls, fires timers and delivers.
 *
 * I1 At most one process is in a term and sure of the term. The process counts from before the question, so the
 *    certainty ends before the lease in Redis.
 * I2 A paused process notices a lost lease before the next call, or at the next commit. A refusal by Redis ends the
 *    term at once.
 * I3 A term ends completely, calls under way included, before the next term begins.
 */
export function createHolder({ store, name, alone, times, clock, stopping, on }: HolderDeps): Holder {
  let term: Term | null = null;
  let alarm = new AbortController();
  let decide: () => void = () => {};
  const decided = new Promise<void>((resolve) => {
    decide = resolve;
  });

  function wake(): void {
    alarm.abort();
    alarm = new AbortController();
  }
  stopping.addEventListener('abort', wake, { once: true });

  const isCurrent = (mine: Term): boolean => term === mine;

  function lose(mine: Term): void {
    if (!isCurrent(mine)) return;
    term = null;
    on.lost(mine.token);
    mine.over.abort();
  }

  const sureUntil = (askedAt: number): number => askedAt + times.ttlMs * SURE_SHARE;

  async function ask(mine: Term): Promise<void> {
    const askedAt = clock.monotonic();
    try {
      if (await store.renew(mine.token, name, times.ttlMs)) mine.sureUntilMs = sureUntil(askedAt);
      else lose(mine);
    } catch (error) {
      on.troubled(error);
    }
  }

  const renew = (mine: Term): Promise<void> =>
    (mine.renewal ??= ask(mine).finally(() => {
      mine.renewal = null;
    }));

  async function keepRenewing(mine: Term, ended: AbortSignal): Promise<void> {
    while ((await rest(clock, times.renewMs, ended)) && isCurrent(mine)) await renew(mine);
  }

  async function hold(mine: Term, duties: Duties): Promise<void> {
    const { over, token } = mine;
    const end = () => over.abort();
    stopping.addEventListener('abort', end, { once: true });
    if (stopping.aborted) end();
    const ended = new AbortController();
    term = mine;
    on.took(token);
    const renewing = keepRenewing(mine, ended.signal);
    const tasks = duties(over.signal);
    decide();
    try {
      await Promise.all(tasks);
    } finally {
      end();
      await Promise.allSettled(tasks);
      stopping.removeEventListener('abort', end);
      ended.abort();
      await renewing;
      if (isCurrent(mine)) {
        term = null;
        // A lease without a release expires.
        await store.release(token).catch(on.troubled);
      }
    }
  }

  /** Null: Redis has a trouble. */
  async function take(evicting: boolean) {
    const askedAt = clock.monotonic();
    try {
      return { ...(await store.take(name, times.ttlMs, evicting)), askedAt };
    } catch (error) {
      if (!isRedisTrouble(error)) throw error;
      on.troubled(error);
      return null;
    }
  }

  return {
    fence: {
      token: () => term?.token ?? 0,
      refused(token) {
        if (term?.token === token) lose(term);
      },
    },
    holds: () => term !== null,
    async mayCall() {
      const mine = term;
      if (mine === null) return false;
      for (let failed = false; isCurrent(mine); failed = true) {
        if (clock.monotonic() < mine.sureUntilMs) return true;
        if (failed && !(await rest(clock, TROUBLE_MS, stopping))) return false;
        await renew(mine);
      }
      return false;
    },
    wake,
    decided,
    async serve(duties) {
      let evicting = alone;
      let seen: string | null = null;
      while (!stopping.aborted) {
        const taken = await take(evicting);
        if (taken !== null && taken.token !== null) {
          evicting = false;
          seen = null;
          const sureUntilMs = sureUntil(taken.askedAt);
          const over = new AbortController();
          // Every duty listens to the signal.
          setMaxListeners(0, over.signal);
          await hold({ token: taken.token, sureUntilMs, over, renewal: null }, duties);
          continue;
        }
        if (taken !== null && taken.holder !== seen) on.standingBy(taken.holder);
        seen = taken?.holder ?? seen;
        if (taken !== null) decide();
        // A stop during the question to Redis has fired the alarm already.
        if (!stopping.aborted) await rest(clock, times.tryMs, alarm.signal);
      }
    },
  };
}
