import * as events from '../../telemetry/events.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { checkSetup, type CheckDeps } from './gather-facts.ts';

/** Logs the problems of the set-up once at the start. Never rejects; the desk does not wait for the result. */
export async function reportSetup(deps: Omit<CheckDeps, 'askMtproto'>, log: Logger): Promise<void> {
  try {
    for (const { severity, check, what, fix } of await checkSetup(deps)) {
      const fields = { check, what, ...(fix === undefined ? {} : { fix }) };
      if (severity === 'problem') events.setupBroken(log, fields);
      else if (severity === 'warning') events.setupWarning(log, fields);
    }
  } catch (err) {
    events.taskFailed(log, { task: 'setup check', err });
  }
}
