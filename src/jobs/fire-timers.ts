import type { ClientId } from '../../machines/ids.ts';
import type { Dispatch } from '../actor/dispatch.ts';
import type { ClientRecord } from '../actor/record.ts';
import type { TimerName } from '../../machines/client/step.ts';
import type { Clock } from '../base/clock.ts';
import type { DueTimer, TimerStore } from '../store/timer-store.ts';

export type TimersDeps = {
  timers: TimerStore;
  load(client: ClientId): Promise<ClientRecord | null>;
  dispatch: Dispatch;
  clock: Clock;
};

const BATCH = 100;

/** Fires due timers, oldest first. A timer may fire late, never early, and only once: the command carries the due time. */
export async function fireDueTimers({ timers, load, dispatch, clock }: TimersDeps): Promise<void> {
  const due = await timers.due(clock.now(), BATCH);
  await Promise.all(
    due.map(async (timer) => {
      const record = await load(timer.client);
      const set = record?.timers[timer.name as TimerName];
      if (set === undefined || set.due !== timer.due) {
        await timers.forget(timer);
        return;
      }
      await dispatch({
        id: commandId(timer),
        fenced: true,
        owner: timer.client,
        actor: { kind: 'timer' },
        at: clock.now(),
        event: set.event,
      });
    }),
  );
}

const commandId = ({ client, name, due }: DueTimer): string => `timer:${client}:${name}:${due}`;
