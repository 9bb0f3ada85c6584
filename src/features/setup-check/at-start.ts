import * as events from '../../telemetry/events.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { checkSetup, type ProbeDeps } from './gather-facts.ts';

/** What a desk that starts should tell about its set-up: once, in the log. Never rejects; the desk does not wait for it. */
export async function reportSetup(deps: Omit<ProbeDeps, 'askMtproto'>, log: Logger): Promise<void> {
  try {
    for (const { severity, check, what, fix } of await checkSetup(deps)) {
      const fields = { check, what, ...(fix === undefined ? {} : { fix }) };
      if (severity === 'problem') events.setupBroken(log, fields);
      else if (severity === 'warning') events.setupDoubtful(log, fields);
    }
  } catch (err) {
    events.taskFailed(log, { task: 'setup check', err });
  }
}
