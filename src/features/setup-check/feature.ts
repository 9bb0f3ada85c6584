import type { UserId } from '../../../machines/ids.ts';
import * as events from '../../telemetry/events.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { checkSetup, type CheckDeps } from './gather-facts.ts';

export type SetupPorts = {
  setup: Pick<CheckDeps, 'api'> & { wanted(): CheckDeps['wanted'] };
  team: { unreachable(people: readonly UserId[]): Promise<UserId[]> };
  runtime: { log: Logger };
};

/** The check of the set-up beside each start of the desk: logs what is wrong, and the fix. */
export const setupCheck = {
  async onStart({ setup: { api, wanted }, team, runtime: { log } }: SetupPorts): Promise<void> {
    const unreachable: CheckDeps['unreachable'] = async (people) => ({
      known: true,
      value: await team.unreachable(people),
    });
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
