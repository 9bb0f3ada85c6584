import * as events from '../../telemetry/events.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { checkSetup, type CheckDeps } from './gather-facts.ts';

export type SetupPorts = {
  setup: Pick<CheckDeps, 'api' | 'unreachable'> & { wanted(): CheckDeps['wanted'] };
  log: Logger;
};

/** The check of the set-up beside each start of the desk: logs what is wrong, and the fix. */
export const setupCheck = {
  async onStart({ setup: { api, unreachable, wanted }, log }: SetupPorts): Promise<void> {
    try {
      for (const finding of await checkSetup({ api, unreachable, wanted: wanted() })) {
        const { severity, check, what, fix } = finding;
        const fields = { check, what, ...(fix === undefined ? {} : { fix }) };
        if (severity === 'problem') events.setupBroken(log, fields);
        else if (severity === 'warning') events.setupWarning(log, fields);
      }
    } catch (err) {
      events.taskFailed(log, { task: 'setup check', err });
    }
  },
};
