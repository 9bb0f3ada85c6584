import type { Redis } from 'ioredis';
import { type Backoff, backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import { ConflictError, SetupError } from '../base/errors.ts';
import { createReminder } from '../base/log-throttle.ts';
import { rest } from '../base/sleep.ts';
import type { Keys } from './keys.ts';
import { isRedisTrouble, whatAilsRedis } from './redis-errors.ts';
import { missesStamp, type Stamp } from './data-id.ts';

export type GuardEvents = {
  /** At the begin, and every minute until the end. */
  troubled(reason: string, waitMs: number): void;
  recovered(): void;
  failed(error: unknown): void;
};

/** Stands between the desk and a troubled Redis. */
type Guard = {
  /**
   * Waits until the store may be tried again. False: the error is no trouble of Redis, or the desk is stopping. If the
   * data is gone, or no longer the desk's, the desk stops before the next acknowledgement.
   */
  waitOut(error: unknown, attempt: number): Promise<boolean>;
  /** A write succeeded. */
  well(): void;
  /** Rejects with the fix when the data cannot be served any more. Never resolves. */
  lost: Promise<never>;
  close(): void;
};

type GuardDeps = {
  redis: Redis;
  keys: Keys;
  stamp: Stamp;
  clock: Clock;
  random(): number;
  stopping: AbortController;
  on: GuardEvents;
};

const STORE_BACKOFF: Backoff = { baseMs: 200, capMs: 5000 };
const REMINDER_MS = 60_000;
/** Time that a stopping desk waits for Redis, so that outcomes of finished calls can be committed. */
const STOP_PATIENCE_MS = 5000;

type PatienceDeps = Pick<GuardDeps, 'clock' | 'random'> & { on: Pick<GuardEvents, 'troubled' | 'recovered'> };

function createPatience({ clock, random, on }: PatienceDeps) {
  const reminder = createReminder(clock, REMINDER_MS);
  return {
    /** Waits until the next attempt. False: the signal fired first. */
    wait(error: unknown, attempt: number, over: AbortSignal): Promise<boolean> {
      const waitMs = backoffMs(attempt, random(), STORE_BACKOFF);
      if (reminder.isDue()) on.troubled(whatAilsRedis(error), waitMs);
      return rest(clock, waitMs, over);
    },
    well(): void {
      if (reminder.end()) on.recovered();
    },
  };
}

/**
 * Writes before the desk serves, and repeats until Redis takes the write. The write must be safe to repeat.
 * @throws the reason of `giveUp`, as soon as the signal fires
 */
export async function onceTaken<T>(
  write: () => Promise<T>,
  deps: PatienceDeps,
  giveUp: AbortSignal,
): Promise<T> {
  const patience = createPatience(deps);
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

export function createGuard({ redis, keys, stamp, clock, random, stopping, on }: GuardDeps): Guard {
  const patience = createPatience({ clock, random, on });
  /** Fires when waiting is useless. */
  const over = new AbortController();
  stopping.signal.addEventListener(
    'abort',
    () => void rest(clock, STOP_PATIENCE_MS, over.signal).then(() => over.abort()),
    { once: true },
  );
  let lose: (error: SetupError) => void = () => {};
  const lost = new Promise<never>((_, reject) => {
    lose = (error) => {
      over.abort();
      stopping.abort();
      reject(error);
    };
  });
  // Without a listener, the rejection would end the process.
  lost.catch(() => {});

  /** The next connection may lead to a Redis without the data. */
  function look(): void {
    missesStamp(redis, keys, stamp).then((why) => {
      if (why !== null) lose(why);
    }, on.failed);
  }
  redis.on('ready', look);

  return {
    async waitOut(error, attempt) {
      if (error instanceof SetupError) lose(error);
      const isPassing = isRedisTrouble(error) || error instanceof ConflictError;
      if (!isPassing || over.signal.aborted) return false;
      return patience.wait(error, attempt, over.signal);
    },
    well: patience.well,
    lost,
    close() {
      over.abort();
      redis.off('ready', look);
    },
  };
}
