import type { ClientId, UserId } from '../../machines/ids.ts';
import type { Dispatch } from '../actor/dispatch.ts';
import type { ClientRecord } from '../actor/record.ts';
import type { Clock } from '../base/clock.ts';

export type UnarmedDeps = {
  /** Everybody for whom something waits. */
  owners(): Promise<UserId[]>;
  load(client: ClientId): Promise<ClientRecord | null>;
  dispatch: Dispatch;
  clock: Clock;
};

/**
 * Rings for those who wait for a copy without an alarm: version 1 of the chart had none. What waits for them would wait
 * for ever, where the copy was never told.
 */
export async function ringUnarmed({ owners, load, dispatch, clock }: UnarmedDeps): Promise<void> {
  for (const owner of await owners()) {
    const record = await load(owner as number as ClientId);
    if (record === null || !waitsUnarmed(record)) continue;
    await dispatch({
      id: `unarmed:${owner}:${record.state.context.generation}`,
      owner,
      at: clock.now(),
      event: { type: 'copy.late' },
    });
  }
}

const waitsUnarmed = ({ state: { value }, timers }: ClientRecord): boolean =>
  typeof value.thread === 'object' && value.thread.opening === 'copying' && timers['copy.late'] === undefined;
