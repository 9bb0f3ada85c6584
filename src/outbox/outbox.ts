import type { UserId } from '../../machines/ids.ts';
import type { Commitment } from '../actor/dispatch.ts';
import { every } from '../base/run-every.ts';
import type { News } from '../store/unread-owners.ts';
import { type CatchUp, createCatchUp } from './read-unread-owners.ts';
import type { LaneLoad } from './lane-loads.ts';
import type { LaneId } from './lanes.ts';
import { createWorker, type Worker, type WorkerDeps } from './worker.ts';

/** Delivery, while it is this process's to do. All but `deliver` may be called at any time. */
export type Outbox = {
  /** Delivers until `over` fires and the calls under way have ended. Begins with all that waits. */
  deliver(over: AbortSignal): Promise<void>;
  /** Called with every commit of this process, in the order of the commits of one owner. */
  committed(commitment: Commitment): void;
  /** More waits for this owner than this process has been told of. */
  reload(owner: UserId): void;
  /** Another process has committed something. */
  look(): void;
  /** No calls are made in these lanes until told otherwise. */
  shut(lanes: ReadonlySet<LaneId>): void;
  /** People may have mended what lanes rest for. */
  wake(): void;
  idle(): boolean;
  /** Empty while another process delivers. */
  loads(): LaneLoad[];
};

/** Should a hint have been lost. */
const LOOK_MS = 1000;

export function createOutbox({ news, ...deps }: WorkerDeps & { news: News }): Outbox {
  let shut: ReadonlySet<LaneId> = new Set();
  let current: { worker: Worker; catchUp: CatchUp } | null = null;

  return {
    async deliver(over) {
      const worker = createWorker(deps);
      worker.shut(shut);
      const { reload, hasRoom } = worker;
      const catchUp = createCatchUp({ news, reload, hasRoom, over });
      current = { worker, catchUp };
      over.addEventListener('abort', () => void worker.stop(), { once: true });
      const onFailed = (error: unknown) => deps.on.troubled('look for news', error);
      await every({ clock: deps.clock, ms: LOOK_MS, over, onFailed }, () => catchUp.look());
      await worker.stop();
      current = null;
    },
    committed: (commitment) => current?.worker.committed(commitment),
    reload: (owner) => void current?.worker.reload(owner),
    look() {
      current?.catchUp.look().catch((error: unknown) => deps.on.troubled('look for news', error));
    },
    shut(lanes) {
      shut = lanes;
      current?.worker.shut(lanes);
    },
    wake: () => current?.worker.wake(),
    loads: () => current?.worker.loads() ?? [],
    idle: () => current === null || (current.worker.idle() && current.catchUp.idle()),
  };
}
