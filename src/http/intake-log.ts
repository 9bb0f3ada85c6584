import type { IntakeDeps } from '../telegram/intake.ts';
import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Readiness } from './readiness.ts';

/** Reports the state of the intake to the log and to `/ready`. */
export function intakeLog(
  log: Logger,
  readiness: Pick<Readiness, 'block' | 'clear'>,
): Pick<IntakeDeps, 'onTrouble' | 'onRecovered'> {
  return {
    onTrouble(trouble) {
      switch (trouble.kind) {
        case 'unreachable':
          readiness.block('telegram', 'Telegram cannot be reached.');
          events.networkDown(log, { reason: trouble.message, waitMs: trouble.waitMs });
          break;
        case 'conflict':
          readiness.block('telegram', 'Another program asks for the updates of this bot.');
          events.pollingConflict(log, { waitMs: trouble.waitMs });
          break;
        case 'foreign-webhook':
          readiness.block(
            'telegram',
            'Another program set a webhook on the token of this desk, which polls.',
          );
          events.foreignWebhook(log, { host: trouble.host, times: trouble.times, waitMs: trouble.waitMs });
          break;
        case 'undelivered':
          readiness.block('webhook', 'Telegram does not get through to the webhook.');
          events.webhookUndelivered(log, { reason: trouble.message, waiting: trouble.waiting });
          break;
        case 'replaced':
          readiness.block('webhook', 'Another program took the webhook away.');
          events.webhookReplaced(log, { host: trouble.host });
          break;
        case 'unauthorized':
          readiness.block('telegram', 'Telegram does not accept the token any more.');
          break;
      }
    },
    onRecovered() {
      readiness.clear('telegram', 'webhook');
      events.networkUp(log);
    },
  };
}
