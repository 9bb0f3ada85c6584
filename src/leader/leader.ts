import { setMaxListeners } from 'node:events';
import type { Clock } from '../base/clock.ts';
import { rest } from '../base/sleep.ts';
import type { Fence, LeaseStore } from '../store/lease.ts';
import { isRedisTrouble } from '../store/redis-errors.ts';

/** What a process is to its desk. */
export type Role = 'holder' | 'standby';

export type LeaseTimes = {
  /** This long after its last renewal any process may take it. */
  ttlMs: number;
  renewMs: number;
  /** How often a process that stands by tries to take it. */
  tryMs: number;
};

/** One that died is replaced after 11 s at most. */
export const LEASE_TIMES: LeaseTimes = { ttlMs: 10_000, renewMs: 2500, tryMs: 1000 };

type HolderDeps = {
  store: LeaseStore;
  /** Of this process; no other has had it. */
  name: string;
  /** No other process can be there: a lease that is still there was left by a dead one, and is not waited for. */
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
  /** Redis did not say whose the lease is; it is asked again. */
  troubled(error: unknown): void;
};

type Holder = {
  fence: Fence;
  holds(): boolean;
  /**
   * Asked right before each call of Telegram, which knows no fence. Waits while it cannot be known (Redis is away).
   * False: the lease is lost, or the desk is stopping and cannot find out.
   */
  mayCall(): Promise<boolean>;
  /** The lease was given up by somebody: no need to wait for the next try. */
  wake(): void;
  /** Resolves once it is known whether this process holds the lease or stands by. */
  decided: Promise<void>;
  /**
   * Takes the lease whenever it can be had and does the duties, which end when `over` fires. Resolves once the desk
   * stops; rejects when a duty does, after the others have ended.
   */
  serve(duties: Duties): Promise<void>;
};

export type Duties = (over: AbortSignal) => Promise<void>[];

/** From one take to its loss or its release. */
type Term = {
  token: number;
  /** Monotonic. From here on another process may have the lease. */
  sureUntilMs: number;
  over: AbortController;
  renewal: Promise<void> | null;
};

/** Clocks of two machines need not run equally fast. */
const SURE_SHARE = 0.9;
const TROUBLE_MS = 250;

/**
 * Which process of the desk polls, fires timers and delivers.
 *
 * I1 At most one process is in a term and sure of it. It counts from before it asked, so it is sure for less time than
 *    Redis keeps the lease.
 * I2 A process that was paused finds out before its next call, or at its next commit; a refusal by Redis ends the term
 *    at once.
 * I3 A term ends completely, calls under way included, before the next one begins.
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
        // What cannot be released expires.
        await store.release(token).catch(on.troubled);
      }
    }
  }

  /** Null: Redis is not well. */
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
          // Each of the duties waits on it.
          setMaxListeners(0, over.signal);
          await hold({ token: taken.token, sureUntilMs, over, renewal: null }, duties);
          continue;
        }
        if (taken !== null && taken.holder !== seen) on.standingBy(taken.holder);
        seen = taken?.holder ?? seen;
        if (taken !== null) decide();
        // Who stops while Redis is asked has rung the alarm already.
        if (!stopping.aborted) await rest(clock, times.tryMs, alarm.signal);
      }
    },
  };
}
