import type { UserId } from '../../machines/ids.ts';
import { createMailboxes } from '../actor/mailbox.ts';
import type { PendingUpdates, Pending } from '../store/pending-updates.ts';
import type { RawUpdate } from '../telegram/inbound.ts';

type SetAsideDeps = {
  store: Pick<PendingUpdates, 'setAside' | 'pendingPeople' | 'firstPending' | 'dropPending'>;
  /** Repeats a task until the store is well. */
  insist<T>(task: () => Promise<T>): Promise<T>;
  /** The update as it may be stored. */
  kept(update: RawUpdate): RawUpdate;
};

/**
 * Updates of people whose membership could not be learned.
 *
 * I4 While an update of a person is set aside, later updates of the same person queue up behind that update.
 */
export class SetAside {
  readonly #deps: SetAsideDeps;
  readonly #turns = createMailboxes<UserId>();
  readonly #people = new Set<UserId>();

  constructor(deps: SetAsideDeps) {
    this.#deps = deps;
  }

  has(person: UserId | null): person is UserId {
    return person !== null && this.#people.has(person);
  }

  people(): UserId[] {
    return [...this.#people];
  }

  add(person: UserId, update: RawUpdate): Promise<void> {
    const { store, insist, kept } = this.#deps;
    return this.#turns.run(person, async () => {
      this.#people.add(person);
      await insist(() => store.setAside(person, kept(update)));
    });
  }

  /** False: the person's updates have all been handled, and this update need not wait. */
  queueUp(person: UserId, update: RawUpdate): Promise<boolean> {
    const { store, insist, kept } = this.#deps;
    return this.#turns.run(person, async () => {
      if (!this.#people.has(person)) return false;
      await insist(() => store.setAside(person, kept(update)));
      return true;
    });
  }

  /** The oldest update of the person, left in place. Null: none is left, and the person is no longer set aside. */
  next(person: UserId): Promise<Pending | null> {
    const { store, insist } = this.#deps;
    return this.#turns.run(person, async () => {
      const first = await insist(() => store.firstPending(person));
      if (first === null) this.#people.delete(person);
      return first;
    });
  }

  drop(person: UserId, pending: Pending): Promise<void> {
    const { store, insist } = this.#deps;
    return insist(() => store.dropPending(person, pending));
  }

  /** Puts a person behind all other people, so that the next attempt begins with another person. */
  postpone(person: UserId): void {
    this.#people.delete(person);
    this.#people.add(person);
  }

  /** Reads which people were set aside, by whichever process. */
  async restore(): Promise<void> {
    const now = new Set(await this.#deps.store.pendingPeople());
    for (const person of now) this.#people.add(person);
    for (const person of this.people()) if (!now.has(person)) await this.next(person);
  }
}
