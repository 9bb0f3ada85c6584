import type { Clock } from '../base/clock.ts';
import { createReminder } from '../base/log-throttle.ts';
import { isRedisTrouble, whatAilsRedis } from '../store/redis-errors.ts';
import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { HolderEvents } from './leader.ts';

/** With a troubled Redis an attempt at the lease fails every few seconds. */
const REMINDER_MS = 60_000;

/** A little longer than the time between two renewals. */
const UNTIL_RENEWED_MS = 5000;

type Readiness = { block(concern: 'redis', reason: string, forMs: number): void };

export function holderLog(log: Logger, clock: Pick<Clock, 'monotonic'>, readiness: Readiness): HolderEvents {
  const reminder = createReminder(clock, REMINDER_MS);
  return {
    took: (token) => events.leaseTaken(log, { token }),
    lost: (token) => events.leaseLost(log, { token }),
    standingBy: (holder) => events.standingBy(log, { holder }),
    troubled(err) {
      if (isRedisTrouble(err)) readiness.block('redis', whatAilsRedis(err), UNTIL_RENEWED_MS);
      if (!reminder.isDue()) return;
      events.leaseTroubled(log, isRedisTrouble(err) ? { reason: whatAilsRedis(err) } : { err });
    },
  };
}
