import type { Owner } from '../../machines/ids.ts';
import type { Dispatch } from '../actor/dispatch.ts';
import type { Entry } from '../actor/ports.ts';
import type { ClientRecord } from '../actor/record.ts';
import { type Backoff, backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import type { OutboxStore } from '../store/outbox-store.ts';
import { isRedisTrouble } from '../store/redis-errors.ts';
import type { OutboxQueue } from './queue.ts';

type ReloadDeps = {
  dispatch: Dispatch;
  store: Pick<OutboxStore, 'waiting'>;
  queue: Pick<OutboxQueue, 'waiting' | 'remove'>;
  add(owner: Owner, record: ClientRecord | null, entries: Entry[]): void;
  runtime: { clock: Clock; random(): number };
  stopping: AbortSignal;
};

const TROUBLE: Backoff = { baseMs: 500, capMs: 30_000 };

/** Reads the entries of an owner from Redis. */
export function createReload({ dispatch, store, queue, add, runtime, stopping }: ReloadDeps) {
  const { clock, random } = runtime;

  /** Reads between two commands: an entry that a command removes at the same time would be sent again. */
  const load = (owner: Owner): Promise<void> =>
    dispatch.between(owner, async () => {
      const { record, entries } = await store.waiting(owner);
      const still = new Set(entries.map(({ id }) => id));
      for (const id of queue.waiting(owner)) if (!still.has(id)) queue.remove(owner, id);
      add(owner, record, entries);
    });

  /** Repeats until Redis answers: an entry that is not read now would wait for the owner's next commit. */
  async function reload(owner: Owner): Promise<void> {
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
