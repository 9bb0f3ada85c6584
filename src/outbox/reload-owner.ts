import type { UserId } from '../../machines/ids.ts';
import type { Dispatch } from '../actor/dispatch.ts';
import type { Entry } from '../actor/ports.ts';
import type { ClientRecord } from '../actor/record.ts';
import { type Backoff, backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import type { OutboxStore } from '../store/outbox-store.ts';
import { isRedisTrouble } from '../store/redis-errors.ts';
import type { Picture } from './queue.ts';

export type RefillDeps = {
  dispatch: Dispatch;
  store: Pick<OutboxStore, 'waiting'>;
  picture: Pick<Picture, 'waiting' | 'remove'>;
  add(owner: UserId, record: ClientRecord | null, entries: Entry[]): void;
  clock: Clock;
  random(): number;
  stopping: AbortSignal;
};

const TROUBLE: Backoff = { baseMs: 500, capMs: 30_000 };

/** Reads from Redis what waits for an owner. */
export function createRefill({ dispatch, store, picture, add, clock, random, stopping }: RefillDeps) {
  /** Between two commands, or an entry that is settled meanwhile would be added again, and sent again. */
  const load = (owner: UserId): Promise<void> =>
    dispatch.between(owner, async () => {
      const { record, entries } = await store.waiting(owner);
      const still = new Set(entries.map(({ id }) => id));
      for (const id of picture.waiting(owner)) if (!still.has(id)) picture.remove(owner, id);
      add(owner, record, entries);
    });

  /** However long Redis takes: what is not read now would wait for the owner's next commit. */
  async function reload(owner: UserId): Promise<void> {
    for (let attempt = 1; !stopping.aborted; attempt += 1) {
      try {
        await load(owner);
        return;
      } catch (error) {
        if (!isRedisTrouble(error)) throw error;
        await clock.sleep(backoffMs(attempt, random(), TROUBLE), stopping).catch((reason: unknown) => {
          if (!stopping.aborted) throw reason;
        });
      }
    }
  }

  return reload;
}
