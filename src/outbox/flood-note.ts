import type { UserId } from '../../machines/ids.ts';
import type { Dispatch } from '../actor/dispatch.ts';
import type { DeskEffect } from '../actor/effects.ts';
import type { ClientRecord } from '../actor/record.ts';
import type { Clock } from '../base/clock.ts';
import type { WorkerEvents } from './worker-log.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export type FloodNoteDeps = {
  dispatch: Dispatch;
  clock: Clock;
  perMinute: number;
  on: Pick<WorkerEvents, 'flooded'>;
};

/**
 * Tells the team that a client floods: once a day, by whatever process, because the command is remembered. A flood that
 * goes on at midnight is no other one.
 * @returns the telling; null: it is told already, or there is no thread to tell it in
 */
export function createFloodNote({ dispatch, clock, perMinute, on }: FloodNoteDeps) {
  const toldAt = new Map<UserId, number>();
  return (client: UserId, record: ClientRecord | null): Promise<void> | null => {
    const root = record?.state.context.thread.root ?? null;
    const now = clock.now();
    if (root === null || now - (toldAt.get(client) ?? -Infinity) < DAY_MS) return null;
    toldAt.set(client, now);
    on.flooded(client);
    const effects: DeskEffect[] = [
      { kind: 'replyInThread', message: root, reply: { key: 'flooding', perMinute } },
      { kind: 'alertAdmins', why: 'flooding' },
    ];
    const command = { id: `flood:${client}:${Math.floor(now / DAY_MS)}`, owner: client, at: now, effects };
    return dispatch(command).then(() => undefined);
  };
}
