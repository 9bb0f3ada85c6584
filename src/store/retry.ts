import type { Redis } from 'ioredis';
import { type Backoff, backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import { ConflictError, SetupError } from '../base/errors.ts';
import { createLogThrottle, type LogThrottle } from '../base/log-throttle.ts';
import { sleep } from '../base/sleep.ts';
import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import { missesDataId, type DataId } from './data-id.ts';
import type { Keys } from './keys.ts';
import { isRedisTrouble, whatAilsRedis } from './redis-errors.ts';

const STORE_BACKOFF: Backoff = { baseMs: 200, capMs: 5000 };
const REMINDER_MS = 60_000;
/** A little longer than the pause between two log lines. */
const UNTIL_REMINDED_MS = 90_000;
/** A desk that stops waits so long for Redis: an answer that Telegram confirmed may still be noted. */
const STOP_PATIENCE_MS = 5000;

type PatienceDeps = {
  clock: Clock;
  random(): number;
  log: Logger;
  readiness: {
    block(concern: 'redis', reason: string, forMs: number): void;
    clear(concern: 'redis'): void;
  };
};

/** Waits for a Redis that is in trouble; reports the trouble to the log and to `/ready`. */
class Patience {
  readonly #deps: PatienceDeps;
  readonly #throttle: LogThrottle;

  constructor(deps: PatienceDeps) {
    this.#deps = deps;
    this.#throttle = createLogThrottle(deps.clock, REMINDER_MS);
  }

  /** Waits for the pause before the next attempt. False: the signal fired first. */
  wait(error: unknown, attempt: number, over: AbortSignal): Promise<boolean> {
    const { clock, random, log, readiness } = this.#deps;
    const waitMs = backoffMs(attempt, random(), STORE_BACKOFF);
    if (this.#throttle.isDue()) {
      const reason = whatAilsRedis(error);
      readiness.block('redis', reason, UNTIL_REMINDED_MS);
      events.storeTroubled(log, { reason, waitMs });
    }
    return sleep(clock, waitMs, over);
  }

  well(): void {
    if (!this.#throttle.end()) return;
    this.#deps.readiness.clear('redis');
    events.storeRecovered(this.#deps.log);
  }
}

/**
 * Repeats a write that a desk needs before the desk serves, until Redis takes the write. The write must be safe to repeat.
 * @throws the reason of `giveUp`, as soon as it fires
 */
export async function onceTaken<T>(
  write: () => Promise<T>,
  deps: PatienceDeps,
  giveUp: AbortSignal,
): Promise<T> {
  const patience = new Patience(deps);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const written = await write();
      patience.well();
      return written;
    } catch (error) {
      if (!isRedisTrouble(error)) throw error;
      if (!(await patience.wait(error, attempt, giveUp))) throw giveUp.reason;
    }
  }
}

type RetryDeps = PatienceDeps & {
  data: { redis: Redis; keys: Keys; dataId: DataId };
  /** Fired by `StoreRetry` when the data is lost. */
  stopping: AbortController;
};

/** Decides whether a command that the store refused is tried again. */
export class StoreRetry {
  /** Rejects when the data cannot be served any more, with what people have to do. Never resolves. */
  readonly lost: Promise<never>;
  readonly #deps: RetryDeps;
  readonly #patience: Patience;
  /** Fires when waiting is of no use any more. */
  readonly #over = new AbortController();
  #reject: (error: SetupError) => void = () => {};

  constructor(deps: RetryDeps) {
    this.#deps = deps;
    this.#patience = new Patience(deps);
    this.lost = new Promise<never>((_, reject) => {
      this.#reject = reject;
    });
    // A desk that never asks must not end the process.
    this.lost.catch(() => {});
    deps.stopping.signal.addEventListener('abort', () => void this.#stopWaiting(), { once: true });
    deps.data.redis.on('ready', this.#look);
  }

  /**
   * Waits until a store that failed may be tried again. False: the store is not the reason, or the desk is stopping. If
   * the data is gone or foreign, the desk stops before anything else is acknowledged.
   */
  async waitOut(error: unknown, attempt: number): Promise<boolean> {
    if (error instanceof SetupError) this.#lose(error);
    const isPassing = isRedisTrouble(error) || error instanceof ConflictError;
    if (!isPassing || this.#over.signal.aborted) return false;
    return this.#patience.wait(error, attempt, this.#over.signal);
  }

  /** A write was taken. */
  well(): void {
    this.#patience.well();
  }

  close(): void {
    this.#over.abort();
    this.#deps.data.redis.off('ready', this.#look);
  }

  async #stopWaiting(): Promise<void> {
    await sleep(this.#deps.clock, STOP_PATIENCE_MS, this.#over.signal);
    this.#over.abort();
  }

  /** A connection that comes back may lead to a Redis that lost the data. */
  readonly #look = (): void => {
    const { data, log } = this.#deps;
    missesDataId(data.redis, data.keys, data.dataId).then(
      (why) => {
        if (why !== null) this.#lose(why);
      },
      (err: unknown) => events.taskFailed(log, { task: 'look at the data', err }),
    );
  };

  #lose(error: SetupError): void {
    this.#over.abort();
    this.#deps.stopping.abort();
    this.#reject(error);
  }
}
