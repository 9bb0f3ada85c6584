import type { Dispatch } from '../../actor/dispatch.ts';
import type { RouteDeps } from '../../router/deps.ts';
import { Receive } from '../../router/receive.ts';
import type { RawUpdate } from '../../telegram/inbound.ts';
import type { DeskCore } from '../core.ts';

type IntakeDeps = {
  core: DeskCore;
  routing: RouteDeps;
  dispatch: Dispatch;
  stopping: AbortSignal;
};

/** Takes updates, from polling and from the webhook. */
export class Intake {
  readonly receive: Receive;
  readonly #underWay = new Set<Promise<void>>();

  constructor({ core, routing, dispatch, stopping }: IntakeDeps) {
    const { connected, host, stores } = core;
    this.receive = new Receive({
      routing,
      dispatch,
      intake: stores.intake,
      clock: host.clock,
      guard: { stopping, waitOut: (error, attempt) => connected.retry.waitOut(error, attempt) },
      log: connected.log,
    });
  }

  /** Resolves once the update may be acknowledged. Rejects when the desk is stopping. */
  readonly take = (update: RawUpdate): Promise<void> => {
    const taken = this.receive.update(update).finally(() => this.#underWay.delete(taken));
    this.#underWay.add(taken);
    return taken;
  };

  idle(): boolean {
    return this.#underWay.size === 0;
  }

  /** Resolves when no update is under way. */
  async finished(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }
}
