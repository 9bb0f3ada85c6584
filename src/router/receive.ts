import { kindOf } from '../../machines/content.ts';
import type { UserId } from '../../machines/ids.ts';
import type { Command } from '../actor/command.ts';
import type { Dispatch } from '../actor/dispatch.ts';
import type { Clock } from '../base/clock.ts';
import type { PendingUpdates } from '../store/pending-updates.ts';
import { TelegramError } from '../telegram/error.ts';
import { type Inbound, inboundOf, type RawUpdate } from '../telegram/inbound.ts';
import { isKnown } from '../telegram/kinds.ts';
import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Draft, RouteDeps } from './deps.ts';
import { HintBudget } from './hint-budget.ts';
import { keptUpdate } from './kept-profile.ts';
import { looksAgain, route } from './routes.ts';
import { SetAside } from './set-aside.ts';
import { type Enqueued, NOTHING, UpdateOrder } from './update-order.ts';

type ReceiveDeps = {
  routing: RouteDeps;
  dispatch: Dispatch;
  intake: PendingUpdates;
  clock: Clock;
  guard: {
    stopping: AbortSignal;
    /** Waits until a store that failed may be tried again. False: the store is well, or the desk is stopping. */
    waitOut(error: unknown, attempt: number): Promise<boolean>;
  };
  log: Logger;
};

const DAY_MS = 24 * 60 * 60_000;

/**
 * Takes updates: finds out what each update asks for, and puts the commands into the mailboxes of their owners.
 *
 * The order (I1, I2) is kept by `UpdateOrder`.
 * I3 An update that cannot be understood is kept raw and acknowledged. The update holds up no other update.
 */
export class Receive {
  readonly #deps: ReceiveDeps;
  readonly #order = new UpdateOrder();
  readonly #setAside: SetAside;
  readonly #hints: HintBudget;

  constructor(deps: ReceiveDeps) {
    this.#deps = deps;
    this.#hints = new HintBudget(deps.clock);
    this.#setAside = new SetAside({
      store: deps.intake,
      insist: (task) => this.#insist(task),
      kept: (update) => this.#kept(update),
    });
  }

  /**
   * Resolves once all that follows from the update is committed, or the update itself is kept: then the update may be
   * acknowledged. Rejects only if the desk is stopping.
   */
  update(update: RawUpdate): Promise<void> {
    return this.#orPark(update, async () => {
      const inbound = inboundOf(update, this.#deps.routing.desk.boards);
      if (inbound === null) return NOTHING;
      this.#reportUnknownKind(update, inbound);
      return this.#inOrder(update, inbound);
    });
  }

  /** Reads which people's updates were set aside, by whichever process, and are not handled yet. */
  restore(): Promise<void> {
    return this.#setAside.restore();
  }

  /** Handles the updates that were set aside, until Telegram does not answer. */
  async retryPending(): Promise<void> {
    for (const person of this.#setAside.people()) {
      try {
        await this.#drain(person);
      } catch (error) {
        if (!(error instanceof TelegramError)) throw error;
        // One unanswered question is enough for now.
        this.#setAside.postpone(person);
        return;
      }
    }
  }

  /** Handles the parked updates that people want handled again. An update that fails is parked again. */
  async retryParked(): Promise<void> {
    const { intake } = this.#deps;
    for (let first = await intake.firstRetried(); first !== null; first = await intake.firstRetried()) {
      await this.update(first.update as RawUpdate);
      await intake.dropRetried(first);
    }
  }

  #inOrder(update: RawUpdate, inbound: Inbound): Promise<Enqueued> {
    const isEarly = !this.#setAside.has(personOf(inbound));
    return this.#order.take(update, inbound, isEarly ? () => this.#lookUp(update, inbound) : null, (early) =>
      this.#understand(update, inbound, early),
    );
  }

  async #understand(
    update: RawUpdate,
    inbound: Inbound,
    early: Promise<Command[]> | null,
  ): Promise<Enqueued> {
    const person = personOf(inbound);
    if (this.#setAside.has(person) && (await this.#setAside.queueUp(person, update))) return NOTHING;
    try {
      const commands = (await early) ?? [];
      const isFound = early !== null && (commands.length > 0 || !looksAgain(inbound));
      return this.#enqueue(isFound ? commands : await this.#lookUp(update, inbound));
    } catch (error) {
      if (person === null || !(error instanceof TelegramError)) throw error;
      events.updateSetAside(this.#deps.log, { person, reason: error.message });
      await this.#setAside.add(person, update);
      return NOTHING;
    }
  }

  /** Finds out which commands the update asks for. */
  async #lookUp(update: RawUpdate, inbound: Inbound): Promise<Command[]> {
    const { clock, dispatch, routing } = this.#deps;
    const at = clock.now();
    // A day's hint has one id: the commit is the same, whichever process or update asks for the hint.
    const hint = (to: number) => `hint:${to}:${Math.floor(at / DAY_MS)}`;
    const command = ({ hintTo, ...draft }: Draft, place: string): Command => ({
      ...draft,
      id: hintTo === undefined ? `${update.update_id}:${place}:${draft.owner}` : hint(hintTo),
      at,
    });
    // A name of its own: when the update comes again the draft may be missing, and the others keep their ids.
    const commitFirst = async (draft: Draft) => void (await dispatch(command(draft, 'first')));
    const drafts = await this.#insist(() => route(inbound, routing, commitFirst));
    return drafts
      .filter(({ hintTo }) => hintTo === undefined || this.#hints.admits(hint(hintTo)))
      .map((draft, index) => command(draft, String(index)));
  }

  #enqueue(commands: Command[]): Enqueued {
    return { commits: Promise.all(commands.map(this.#deps.dispatch)) };
  }

  /** @throws TelegramError while the membership of the person still cannot be learned */
  async #drain(person: UserId): Promise<void> {
    for (
      let next = await this.#setAside.next(person);
      next !== null;
      next = await this.#setAside.next(person)
    ) {
      const update = next.update as RawUpdate;
      const inbound = inboundOf(update, this.#deps.routing.desk.boards);
      if (inbound !== null)
        await this.#orPark(update, async () => this.#enqueue(await this.#lookUp(update, inbound)));
      await this.#setAside.drop(person, next);
    }
  }

  async #orPark(update: RawUpdate, task: () => Promise<Enqueued>): Promise<void> {
    const { clock, guard, intake, log } = this.#deps;
    try {
      const { commits } = await task();
      await commits;
    } catch (err) {
      if (guard.stopping.aborted || err instanceof TelegramError) throw err;
      events.updateParked(log, { updateId: update.update_id, err });
      const reason = err instanceof Error ? err.message : String(err);
      await this.#insist(() => intake.park(this.#kept(update), reason, clock.now()));
    }
  }

  /** Repeats the task until the store is well. */
  async #insist<T>(task: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await task();
      } catch (error) {
        if (!(await this.#deps.guard.waitOut(error, attempt))) throw error;
      }
    }
  }

  #kept(update: RawUpdate): RawUpdate {
    return keptUpdate(update, this.#deps.routing.desk.collect());
  }

  #reportUnknownKind({ update_id: updateId }: RawUpdate, inbound: Inbound): void {
    const kind = 'content' in inbound ? kindOf(inbound.content) : null;
    if (kind !== null && !isKnown(kind)) events.kindUnknown(this.#deps.log, { updateId, kind });
  }
}

/** The person whose membership decides the meaning of the update. */
function personOf(inbound: Inbound): UserId | null {
  if (inbound.kind === 'private' || (inbound.kind === 'reaction' && inbound.chat === 'private')) {
    return inbound.user;
  }
  if (inbound.kind !== 'comment' && inbound.kind !== 'reaction') return null;
  return inbound.author.kind === 'user' ? inbound.author.user : null;
}
