import type { GuardEvents } from '../store/retry.ts';
import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Readiness } from './readiness.ts';

/** A little longer than the pause between two log lines. */
const UNTIL_REMINDED_MS = 90_000;

/** Reports the state of Redis to the log and to `/ready`. */
export const guardLog = (log: Logger, readiness: Pick<Readiness, 'block' | 'clear'>): GuardEvents => ({
  troubled(reason, waitMs) {
    readiness.block('redis', reason, UNTIL_REMINDED_MS);
    events.storeTroubled(log, { reason, waitMs });
  },
  recovered() {
    readiness.clear('redis');
    events.storeRecovered(log);
  },
  failed: (err) => events.taskFailed(log, { task: 'look at the data', err }),
});
