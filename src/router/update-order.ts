import { createMailboxes } from '../actor/mailbox.ts';
import { chatOf, type Inbound, type RawUpdate } from '../telegram/inbound.ts';
import { onlyLooks } from './routes.ts';

/** In an object, because a promise of a promise would wait for both. */
export type Enqueued = { commits: Promise<unknown> };

export const NOTHING: Enqueued = { commits: Promise.resolve() };

/**
 * The order in which updates take effect.
 *
 * I1 The updates of one chat, and in the group of one thread, are enqueued in the order of arrival. The commits are
 *    then a matter of each client alone.
 * I2 An update that changes memberships or places waits for all earlier updates, and all later updates wait for the
 *    change. A membership even waits for the commits of earlier updates: a repeated update keeps its meaning.
 */
export class UpdateOrder {
  readonly #queues = createMailboxes<string>();
  /** Resolves when all changes of memberships and places are known. */
  #known: Promise<unknown> = Promise.resolve();
  /** Updates before the queue, and updates before the commit. */
  readonly #waiting = new Set<Promise<unknown>>();
  readonly #uncommitted = new Set<Promise<unknown>>();

  /**
   * Looks an update up at once, unless an earlier update forbids the look-up, and enqueues the result in turn.
   * @param lookUp null: the update is looked up in turn
   */
  take<T>(
    update: RawUpdate,
    inbound: Inbound,
    lookUp: (() => Promise<T>) | null,
    enqueue: (early: Promise<T> | null) => Promise<Enqueued>,
  ): Promise<Enqueued> {
    const looks = onlyLooks(inbound);
    const before = looks ? this.#known : this.#allBefore(inbound);
    const early = looks && lookUp !== null ? before.then(lookUp) : null;
    // The failure is reported in turn.
    early?.catch(() => {});
    const taken = this.#queues.run(queueOf(update, inbound), async () => {
      await before;
      return enqueue(early);
    });
    const turn = untilOver(this.#waiting, taken);
    void untilOver(
      this.#uncommitted,
      taken.then(({ commits }) => commits),
    );
    if (!looks) this.#known = turn;
    return taken;
  }

  #allBefore({ kind }: Inbound): Promise<unknown> {
    return Promise.all([this.#known, ...(kind === 'membership' ? this.#uncommitted : this.#waiting)]);
  }
}

/** The threads of the group do not wait for each other: only the updates of one client have an order. */
const queueOf = (update: RawUpdate, inbound: Inbound): string =>
  inbound.kind === 'comment' ? `thread ${inbound.root}` : `chat ${chatOf(update)}`;

/** Keeps the task in the set until the task is over, however the task ends. */
function untilOver(tasks: Set<Promise<unknown>>, task: Promise<unknown>): Promise<unknown> {
  const over: Promise<unknown> = task.then(
    () => tasks.delete(over),
    () => tasks.delete(over),
  );
  tasks.add(over);
  return over;
}
