import type { Clock } from '../base/clock.ts';
import { createReminder } from '../base/log-throttle.ts';
import { isRedisTrouble, whatAilsRedis } from '../store/redis.ts';
import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { HolderEvents } from './leader.ts';

/** The lease is asked for every few seconds, and as often in vain. */
const REMINDER_MS = 60_000;

export function holderLog(log: Logger, clock: Pick<Clock, 'monotonic'>): HolderEvents {
  const reminder = createReminder(clock, REMINDER_MS);
  return {
    took: (token) => events.leaseTaken(log, { token }),
    lost: (token) => events.leaseLost(log, { token }),
    standingBy: (holder) => events.standingBy(log, { holder }),
    troubled(err) {
      if (!reminder.isDue()) return;
      events.leaseTroubled(log, isRedisTrouble(err) ? { reason: whatAilsRedis(err) } : { err });
    },
  };
}
