import { kindOf } from '../../machines/content.ts';
import type { UserId } from '../../machines/ids.ts';
import type { Command } from '../actor/command.ts';
import type { Dispatch } from '../actor/dispatch.ts';
import { createMailboxes } from '../actor/mailbox.ts';
import type { Clock } from '../base/clock.ts';
import type { IntakeStore, Pending } from '../store/pending-updates.ts';
import type { ChatId } from '../telegram/call.ts';
import { TelegramError } from '../telegram/grammy-api.ts';
import { chatOf, type Inbound, inboundOf, type RawUpdate } from '../telegram/inbound.ts';
import { isKnown } from '../telegram/kinds.ts';
import type { Draft, RouteDeps } from './deps.ts';
import { onlyLooks, route } from './routes.ts';

export type ReceiveDeps = {
  routing: Omit<RouteDeps, 'commitFirst'>;
  dispatch: Dispatch;
  intake: IntakeStore;
  clock: Clock;
  stopping: AbortSignal;
  /** Waits out a store that is not well. False: that is not the trouble, or the desk is stopping. */
  waitOut(error: unknown, attempt: number): Promise<boolean>;
  onParked(updateId: number, error: unknown): void;
  /** The update holds something of a kind that nobody knew. */
  onUnknownKind(updateId: number, kind: string): void;
  onSetAside(person: UserId, error: unknown): void;
};

export type Receive = {
  /**
   * Resolves once everything that follows from the update is committed, or the update itself is kept: then it may be
   * acknowledged. Rejects only when the desk is stopping.
   */
  update(update: RawUpdate): Promise<void>;
  /** People whose updates were set aside, by whichever process, and are not handled yet. */
  restore(): Promise<void>;
  /** Tries again for those whose membership could not be learned, until Telegram does not answer. */
  retryPending(): Promise<void>;
  /** Handles the parked updates that people want handled again; one that fails is parked anew. */
  retryParked(): Promise<void>;
};

/**
 * I1 What an update asks for is put into the clients' mailboxes in the order in which the updates of its chat came.
 *    Committing is then a matter of each client alone.
 * I2 It is found out for many at once, but not before what earlier updates tell of people and places is known. Nor is a
 *    changed part in the team known before earlier updates are committed: if they come again, they mean what they meant.
 * I3 An update that cannot be understood is kept raw and acknowledged: it never holds up others.
 * I4 As long as updates of a person are set aside, later ones queue up behind them.
 */
export function createReceive(deps: ReceiveDeps): Receive {
  const { dispatch, intake, clock, stopping, waitOut } = deps;
  const chats = createMailboxes<ChatId>();
  const people = createMailboxes<UserId>();
  const pending = new Set<UserId>();

  /** Repeats until the store is well. */
  async function insist<T>(task: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await task();
      } catch (error) {
        if (!(await waitOut(error, attempt))) throw error;
      }
    }
  }

  /** Resolves when everything is known that updates told of people and places. */
  let told: Promise<unknown> = Promise.resolve();
  /** What came since then and still has its turn; what came before and is not committed. */
  const turns = new Set<Promise<unknown>>();
  const uncommitted = new Set<Promise<unknown>>();

  /** Finds out what the update asks for. */
  async function lookUp(update: RawUpdate, inbound: Inbound): Promise<Command[]> {
    const at = clock.now();
    const command = (draft: Draft, place: string): Command => ({
      ...draft,
      id: `${update.update_id}:${place}:${draft.owner}`,
      at,
    });
    const drafts = await insist(() =>
      route(inbound, {
        ...deps.routing,
        // Named apart: when the update comes again this may no longer be needed, and the others keep their ids.
        commitFirst: async (draft) => void (await dispatch(command(draft, 'first'))),
      }),
    );
    return drafts.map((draft, index) => command(draft, String(index)));
  }

  const enqueue = (commands: Command[]): Enqueued => ({ commits: Promise.all(commands.map(dispatch)) });

  async function understand(
    update: RawUpdate,
    inbound: Inbound,
    early: Promise<Command[]> | null,
  ): Promise<Enqueued> {
    const person = personOf(inbound);
    if (person !== null && pending.has(person) && (await queueUp(person, update))) return NOTHING;
    try {
      const commands = (await early) ?? [];
      // What seemed to concern nobody may be of a thread that the updates before it told of.
      return enqueue(commands.length > 0 ? commands : await lookUp(update, inbound));
    } catch (error) {
      if (person === null || !(error instanceof TelegramError)) throw error;
      deps.onSetAside(person, error);
      await people.run(person, async () => {
        pending.add(person);
        await insist(() => intake.setAside(person, update));
      });
      return NOTHING;
    }
  }

  /** Whatever only looks begins to at once, and is taken in its turn. */
  function inOrder(update: RawUpdate, inbound: Inbound): Promise<Enqueued> {
    const looks = onlyLooks(inbound);
    const before = looks
      ? told
      : Promise.all([told, ...(inbound.kind === 'membership' ? uncommitted : turns)]);
    const person = personOf(inbound);
    const isSetAside = person !== null && pending.has(person);
    const early = looks && !isSetAside ? before.then(() => lookUp(update, inbound)) : null;
    // Whether it failed is asked for in its turn.
    early?.catch(() => {});
    const taken = chats.run(chatOf(update), async () => {
      await before;
      return understand(update, inbound, early);
    });
    const turn = untilOver(turns, taken);
    const committed = taken.then(({ commits }) => commits);
    void untilOver(uncommitted, committed);
    if (!looks) told = turn;
    return taken;
  }

  /** False: in the meantime the person's updates have all been handled. */
  const queueUp = (person: UserId, update: RawUpdate): Promise<boolean> =>
    people.run(person, async () => {
      if (!pending.has(person)) return false;
      await insist(() => intake.setAside(person, update));
      return true;
    });

  const nextPending = (person: UserId): Promise<Pending | null> =>
    people.run(person, async () => {
      const first = await insist(() => intake.firstPending(person));
      if (first === null) pending.delete(person);
      return first;
    });

  /** @throws TelegramError while it still cannot be learned who the person is */
  async function drain(person: UserId): Promise<void> {
    for (let next = await nextPending(person); next !== null; next = await nextPending(person)) {
      const kept = next;
      const update = kept.update as RawUpdate;
      const inbound = inboundOf(update, deps.routing.desk);
      if (inbound !== null) await orKeep(update, async () => enqueue(await lookUp(update, inbound)));
      await insist(() => intake.dropPending(person, kept));
    }
  }

  async function orKeep(update: RawUpdate, task: () => Promise<Enqueued>): Promise<void> {
    try {
      const { commits } = await task();
      await commits;
    } catch (error) {
      if (stopping.aborted || error instanceof TelegramError) throw error;
      deps.onParked(update.update_id, error);
      const reason = error instanceof Error ? error.message : String(error);
      await insist(() => intake.park(update, reason, clock.now()));
    }
  }

  const receive = (update: RawUpdate): Promise<void> =>
    orKeep(update, async () => {
      const inbound = inboundOf(update, deps.routing.desk);
      const kind = inbound !== null && 'content' in inbound ? kindOf(inbound.content) : null;
      if (kind !== null && !isKnown(kind)) deps.onUnknownKind(update.update_id, kind);
      return inbound === null ? NOTHING : inOrder(update, inbound);
    });

  return {
    update: receive,
    async retryParked() {
      for (let first = await intake.firstRetried(); first !== null; first = await intake.firstRetried()) {
        await receive(first.update as RawUpdate);
        await intake.dropRetried(first);
      }
    },
    async restore() {
      const now = new Set(await intake.pendingPeople());
      for (const person of now) pending.add(person);
      for (const person of pending) if (!now.has(person)) await nextPending(person);
    },
    async retryPending() {
      for (const person of pending) {
        try {
          await drain(person);
        } catch (error) {
          if (!(error instanceof TelegramError)) throw error;
          // One unanswered question is enough for now, and next time it is not asked first.
          pending.delete(person);
          pending.add(person);
          return;
        }
      }
    },
  };
}

/** Resolves when it is over, however it ended; until then it is among them. */
function untilOver(them: Set<Promise<unknown>>, task: Promise<unknown>): Promise<unknown> {
  const over: Promise<unknown> = task.then(
    () => them.delete(over),
    () => them.delete(over),
  );
  them.add(over);
  return over;
}

/** In an object, because a promise of a promise would wait for both. */
type Enqueued = { commits: Promise<unknown> };

const NOTHING: Enqueued = { commits: Promise.resolve() };

/** Whose membership decides what the update means. */
function personOf(inbound: Inbound): UserId | null {
  if (inbound.kind === 'private' || (inbound.kind === 'reaction' && inbound.chat === 'private')) {
    return inbound.user;
  }
  if (inbound.kind !== 'comment' && inbound.kind !== 'reaction') return null;
  return inbound.author.kind === 'user' ? inbound.author.user : null;
}
