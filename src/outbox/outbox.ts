import type { Owner } from '../../machines/ids.ts';
import type { Commitment } from '../actor/dispatch.ts';
import { runEvery } from '../base/run-every.ts';
import type { OutboxStore } from '../store/outbox-store.ts';
import type { UnreadOwners } from '../store/unread-owners.ts';
import type { LaneLoad } from './lane-loads.ts';
import type { LaneId } from './lanes.ts';
import { createReadUnread, type ReadUnread } from './read-unread-owners.ts';
import { OutboxWorker, type WorkerDeps } from './worker.ts';

/** Delivery, while this process leads. All methods but `deliver` may be called at any time. */
export type Outbox = {
  /** Delivers until `over` fires and the calls under way have ended. Begins with everything that waits. */
  deliver(over: AbortSignal): Promise<void>;
  /** Called with every commit of this process, in the order of the commits of one owner. */
  committed(commitment: Commitment): void;
  /** More waits for this owner than this process knows. */
  reload(owner: Owner): void;
  /** Another process has committed something. */
  look(): void;
  /** Makes no calls in these lanes until the next call of this method. */
  closeLanes(lanes: ReadonlySet<LaneId>): void;
  /** People may have fixed the reason why lanes pause. */
  wake(): void;
  idle(): boolean;
  /** Empty while another process delivers. */
  loads(): LaneLoad[];
};

/** Covers a hint that was lost. */
const LOOK_MS = 1000;

type OutboxDeps = Omit<WorkerDeps, 'store'> & { stores: { outbox: OutboxStore; unread: UnreadOwners } };

export function createOutbox({ stores, ...rest }: OutboxDeps): Outbox {
  const deps: WorkerDeps = { ...rest, store: stores.outbox };
  const { clock, on } = deps.runtime;
  let closed: ReadonlySet<LaneId> = new Set();
  let current: { worker: OutboxWorker; unread: ReadUnread } | null = null;
  const failed = (error: unknown) => on.troubled('look for unread owners', error);

  return {
    async deliver(over) {
      const worker = new OutboxWorker(deps);
      worker.closeLanes(closed);
      const unread = createReadUnread({
        unreadOwners: stores.unread,
        reload: (owner) => worker.reload(owner),
        hasRoom: () => worker.hasRoom(),
        over,
      });
      current = { worker, unread };
      over.addEventListener('abort', () => void worker.stop(), { once: true });
      await runEvery({ clock, ms: LOOK_MS, over, onFailed: failed }, () => unread.look());
      await worker.stop();
      current = null;
    },
    committed: (commitment) => current?.worker.committed(commitment),
    reload: (owner) => void current?.worker.reload(owner),
    look: () => void current?.unread.look().catch(failed),
    closeLanes(lanes) {
      closed = lanes;
      current?.worker.closeLanes(lanes);
    },
    wake: () => current?.worker.wake(),
    loads: () => current?.worker.loads() ?? [],
    idle: () => current === null || (current.worker.idle() && current.unread.idle()),
  };
}
