import { setMaxListeners } from 'node:events';
import type { Clock } from '../base/clock.ts';
import { createLogThrottle, type LogThrottle } from '../base/log-throttle.ts';
import { sleep } from '../base/sleep.ts';
import type { Fence, LeaseStore } from '../store/lease.ts';
import { isRedisTrouble, whatAilsRedis } from '../store/redis-errors.ts';
import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';

/** The part of a process in its desk. */
export type Role = 'leader' | 'standby';

export type LeaseTimes = {
  /** Without a renewal for so long, any process may take the lease. */
  ttlMs: number;
  renewMs: number;
  /** How often a standby process tries to take the lease. */
  tryMs: number;
};

/** A dead leader is replaced after 11 s at most. */
export const LEASE_TIMES: LeaseTimes = { ttlMs: 10_000, renewMs: 2500, tryMs: 1000 };

type LeaderDeps = {
  store: LeaseStore;
  candidate: {
    /** Unique to this process. */
    name: string;
    /** No other process can be there: a lease that is there was left by a dead process, and is not waited for. */
    alone: boolean;
    times: LeaseTimes;
  };
  clock: Clock;
  stopping: AbortSignal;
  log: Logger;
  readiness: { block(concern: 'redis', reason: string, forMs: number): void };
};

export type Duties = (over: AbortSignal) => Promise<void>[];

/** A moment by the two clocks of a process. */
type Moment = { monotonicMs: number; wallMs: number };

/** From a take of the lease to its loss or release. */
type Term = {
  token: number;
  /** The question that gave the lease, or the last renewal. */
  askedAt: Moment;
  over: AbortController;
  renewal: Promise<void> | null;
};

/** Clocks of two machines need not run equally fast. */
const SURE_SHARE = 0.9;
const TROUBLE_MS = 250;
/** Redis is asked every few seconds, and fails as often. */
const REMINDER_MS = 60_000;
/** A little longer than from one renewal to the next. */
const UNTIL_RENEWED_MS = 5000;

/**
 * Decides whether this process leads its desk: polls, fires timers and delivers.
 *
 * I1 At most one process is in a term and sure of the term. A process counts from before the question, so the process
 *    is sure for less time than Redis keeps the lease.
 * I2 A process that was paused finds out before the next call, or at the next commit. A refusal by Redis ends the term
 *    at once.
 *    The monotonic clock does not count a pause of the whole machine; the wall clock does. So a process is sure only
 *    while both clocks say so.
 * I3 A term ends completely, calls under way included, before the next term begins.
 */
export class Leader {
  readonly fence: Fence;
  /** Resolves once this process is known to lead or to stand by. */
  readonly decided: Promise<void>;
  readonly #deps: LeaderDeps;
  readonly #throttle: LogThrottle;
  #decide: () => void = () => {};
  #term: Term | null = null;
  #alarm = new AbortController();

  constructor(deps: LeaderDeps) {
    this.#deps = deps;
    this.#throttle = createLogThrottle(deps.clock, REMINDER_MS);
    this.decided = new Promise((resolve) => {
      this.#decide = resolve;
    });
    this.fence = {
      token: () => this.#term?.token ?? 0,
      refused: (token) => {
        if (this.#term?.token === token) this.#lose(this.#term);
      },
    };
    deps.stopping.addEventListener('abort', () => this.wake(), { once: true });
  }

  leads(): boolean {
    return this.#term !== null;
  }

  role(): Role {
    return this.leads() ? 'leader' : 'standby';
  }

  /** Another process gave the lease up: the next try begins now. */
  wake(): void {
    this.#alarm.abort();
    this.#alarm = new AbortController();
  }

  /**
   * Asked right before each call to Telegram, because Telegram knows no fence. Waits while Redis is away.
   * @returns false: the lease is lost, or the desk is stopping and cannot find out
   */
  async mayCall(): Promise<boolean> {
    const { clock, stopping } = this.#deps;
    const mine = this.#term;
    if (mine === null) return false;
    for (let failed = false; this.#isCurrent(mine); failed = true) {
      if (this.#isSure(mine)) return true;
      if (failed && !(await sleep(clock, TROUBLE_MS, stopping))) return false;
      await this.#renew(mine);
    }
    return false;
  }

  /**
   * Takes the lease whenever possible and does the duties, which end when `over` fires. Resolves once the desk stops;
   * rejects if a duty rejects, after the other duties have ended.
   */
  async serve(duties: Duties): Promise<void> {
    const { candidate, clock, log, stopping } = this.#deps;
    let evicting = candidate.alone;
    let seen: string | null = null;
    while (!stopping.aborted) {
      const taken = await this.#take(evicting);
      if (taken !== null && taken.token !== null) {
        evicting = false;
        seen = null;
        await this.#hold(this.#newTerm(taken.token, taken.askedAt), duties);
        continue;
      }
      if (taken !== null && taken.leader !== seen) events.standingBy(log, { leader: taken.leader });
      seen = taken?.leader ?? seen;
      if (taken !== null) this.#decide();
      // A stop while Redis was asked has rung the alarm already.
      if (!stopping.aborted) await sleep(clock, candidate.times.tryMs, this.#alarm.signal);
    }
  }

  #newTerm(token: number, askedAt: Moment): Term {
    const over = new AbortController();
    // Each duty waits for the signal.
    setMaxListeners(0, over.signal);
    return { token, askedAt, over, renewal: null };
  }

  async #hold(mine: Term, duties: Duties): Promise<void> {
    const { log, stopping, store } = this.#deps;
    const { over, token } = mine;
    const end = () => over.abort();
    stopping.addEventListener('abort', end, { once: true });
    if (stopping.aborted) end();
    const ended = new AbortController();
    this.#term = mine;
    events.leaseTaken(log, { token });
    const renewing = this.#keepRenewing(mine, ended.signal);
    const tasks = duties(over.signal);
    this.#decide();
    try {
      await Promise.all(tasks);
    } finally {
      end();
      await Promise.allSettled(tasks);
      stopping.removeEventListener('abort', end);
      ended.abort();
      await renewing;
      if (this.#isCurrent(mine)) {
        this.#term = null;
        // A lease that cannot be released expires.
        await store.release(token).catch((error: unknown) => this.#reportTrouble(error));
      }
    }
  }

  /** Null: Redis is in trouble. */
  async #take(evicting: boolean) {
    const { candidate, store } = this.#deps;
    const askedAt = this.#moment();
    try {
      return { ...(await store.take(candidate.name, candidate.times.ttlMs, evicting)), askedAt };
    } catch (error) {
      if (!isRedisTrouble(error)) throw error;
      this.#reportTrouble(error);
      return null;
    }
  }

  async #keepRenewing(mine: Term, ended: AbortSignal): Promise<void> {
    const { candidate, clock } = this.#deps;
    while ((await sleep(clock, candidate.times.renewMs, ended)) && this.#isCurrent(mine)) {
      await this.#renew(mine);
    }
  }

  #renew(mine: Term): Promise<void> {
    mine.renewal ??= this.#ask(mine).finally(() => {
      mine.renewal = null;
    });
    return mine.renewal;
  }

  async #ask(mine: Term): Promise<void> {
    const { candidate, store } = this.#deps;
    const askedAt = this.#moment();
    try {
      const isRenewed = await store.renew(mine.token, candidate.name, candidate.times.ttlMs);
      if (isRenewed) mine.askedAt = askedAt;
      else this.#lose(mine);
    } catch (error) {
      this.#reportTrouble(error);
    }
  }

  #lose(mine: Term): void {
    if (!this.#isCurrent(mine)) return;
    this.#term = null;
    events.leaseLost(this.#deps.log, { token: mine.token });
    mine.over.abort();
  }

  #isCurrent(mine: Term): boolean {
    return this.#term === mine;
  }

  #moment(): Moment {
    const { clock } = this.#deps;
    return { monotonicMs: clock.monotonic(), wallMs: clock.now() };
  }

  #isSure({ askedAt }: Term): boolean {
    const { monotonicMs, wallMs } = this.#moment();
    const passedMs = Math.max(monotonicMs - askedAt.monotonicMs, wallMs - askedAt.wallMs);
    return passedMs < this.#deps.candidate.times.ttlMs * SURE_SHARE;
  }

  #reportTrouble(err: unknown): void {
    const reason = isRedisTrouble(err) ? whatAilsRedis(err) : null;
    if (reason !== null) this.#deps.readiness.block('redis', reason, UNTIL_RENEWED_MS);
    if (this.#throttle.isDue()) events.leaseTroubled(this.#deps.log, reason === null ? { err } : { reason });
  }
}
