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
  /** First of all, and every minute that it lasts. */
  troubled(reason: string, waitMs: number): void;
  recovered(): void;
  failed(error: unknown): void;
};

/** Stands between the desk and a Redis that is not well. */
type Guard = {
  /**
   * Waits until a store that failed may be tried again. False: that is not the trouble, or the desk is stopping. Data
   * that is gone, or no longer ours, stops the desk before anything else is acknowledged.
   */
  waitOut(error: unknown, attempt: number): Promise<boolean>;
  /** Something was written. */
  well(): void;
  /** Rejects when the data cannot be served any more, with what people have to do. Never resolves. */
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
/** A desk that stops waits so long for Redis: what Telegram has done already may still be written down. */
const STOP_PATIENCE_MS = 5000;

type PatienceDeps = Pick<GuardDeps, 'clock' | 'random'> & { on: Pick<GuardEvents, 'troubled' | 'recovered'> };

function createPatience({ clock, random, on }: PatienceDeps) {
  const reminder = createReminder(clock, REMINDER_MS);
  return {
    /** Until it may be tried again. False: the signal fired first. */
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
 * What a desk has to write before it serves: as often as it takes, if Redis refuses it. It must be safe to repeat.
 * @throws the reason of `giveUp`, as soon as it fires
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
  /** Fires when waiting is of no use any more. */
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
  // Who never asks must not be told by the end of the process.
  lost.catch(() => {});

  /** A connection that comes back may lead to a Redis that lost its data. */
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
