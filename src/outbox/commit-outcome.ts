import type { Say } from '../../machines/client/say.ts';
import { ownerText } from '../../machines/owner.ts';
import { type Command, settledBy, type Undelivered } from '../actor/command.ts';
import type { Dispatch } from '../actor/dispatch.ts';
import type { Effect } from '../actor/effects.ts';
import type { Entry } from '../actor/ports.ts';
import type { Clock } from '../base/clock.ts';
import { saying } from '../i18n/saying.ts';
import type { Batch } from './batch.ts';
import type { DeliveryOutcome } from './delivery.ts';
import type { DeliveryTable } from './delivery-table.ts';
import type { OutboxQueue } from './queue.ts';
import type { WorkerEvents } from './worker-log.ts';

type CommitOutcomeDeps = {
  dispatch: Dispatch;
  queue: Pick<OutboxQueue, 'remove'>;
  table: Pick<DeliveryTable, 'row'>;
  clock: Clock;
  on: Pick<WorkerEvents, 'parked' | 'threadLost' | 'troubled'>;
  stopping: AbortSignal;
};

/** Commits the outcomes of calls. */
export function createCommitOutcome({ dispatch, queue, table, clock, on, stopping }: CommitOutcomeDeps) {
  /** Commits the outcome of a batch, however long Redis takes: Telegram has carried out the call. */
  async function commitOutcome({ lead, alongside }: Batch, changes: DeliveryOutcome): Promise<void> {
    const { transport } = table.row(lead.effect);
    const { event, guards, writes, effects = reportOf(lead, changes, transport), ...outcome } = changes;
    const undelivered = withoutLink([lead, ...alongside], outcome);
    if (outcome.parked !== undefined) on.parked(lead, outcome.parked);
    await insist({
      id: `outcome:${lead.owner}:${lead.id}:${lead.seq}`,
      owner: lead.owner,
      actor: { kind: 'desk' },
      at: clock.now(),
      fenced: true,
      ...(event === undefined ? {} : { event }),
      ...(effects === undefined ? {} : { effects }),
      ...(guards === undefined ? {} : { guards }),
      ...(writes === undefined ? {} : { writes }),
      outcome: {
        entry: lead.id,
        ...(alongside.length === 0 ? {} : { alongside: alongside.map(({ id }) => id) }),
        ...(undelivered.length === 0 ? {} : { undelivered }),
        ...(transport === undefined ? {} : { transport }),
        ...outcome,
      },
    });
  }

  /**
   * The entry stays, and will be carried out in the next thread.
   * @param threadNumber of the thread in the call; another thread may have taken its place since
   */
  async function loseThread(entry: Entry, threadNumber: number): Promise<void> {
    on.threadLost(entry.owner);
    await insist({
      id: `thread-lost:${entry.owner}:${threadNumber}`,
      owner: entry.owner,
      actor: { kind: 'desk' },
      at: clock.now(),
      fenced: true,
      event: { type: 'thread.lost', threadNumber },
    });
  }

  /**
   * A defect of the chart, or of the writes, must not keep the entry for ever: the outcome is committed without event and
   * writes. The same holds for an outcome that a guard of the delivery refuses, which also goes without effects.
   */
  async function insist(command: Command): Promise<void> {
    try {
      const done = await dispatch(command);
      if (done === 'taken' && command.outcome !== undefined) await dispatch(refusedByGuard(command));
    } catch (error) {
      on.troubled(`commit of ${command.id}`, error);
      const { outcome } = command;
      if (stopping.aborted) return;
      if (outcome === undefined) throw error;
      // The entry must not be sent again by this process, even if the next commit fails.
      for (const id of settledBy(outcome)) queue.remove(command.owner, id);
      await dispatch({
        ...withoutChanges(command),
        outcome: { ...outcome, parked: 'the desk failed on its outcome' },
      });
    }
  }

  return { commitOutcome, loseThread };
}

/** Tells the administrators of an entry that another transport gave up, unless the row has an answer of its own. */
function reportOf({ owner }: Entry, { parked }: DeliveryOutcome, transport?: string): Effect[] | undefined {
  if (parked === undefined || transport === undefined) return undefined;
  const text = saying('report-parked', { transport, reason: parked, owner: ownerText(owner) });
  return [{ kind: 'say', to: 'admins', text, once: 'report-parked' } satisfies Say];
}

/** Every message of a call has a link or no counterpart. */
function withoutLink(entries: readonly Entry[], { links = [], parked }: DeliveryOutcome): Undelivered[] {
  const undelivered: Undelivered[] = [];
  for (const { id, effect } of entries) {
    const { n } = effect;
    if (n === undefined || links.some((link) => link.n === n)) continue;
    undelivered.push({ n, entry: parked === undefined ? null : id });
  }
  return undelivered;
}

function withoutChanges({ event: _event, guards: _guards, writes: _writes, ...rest }: Command): Command {
  return rest;
}

/** Without the shown face the outcome touches no state, so no guard of a reaction refuses the outcome again. */
function refusedByGuard(command: Command): Command {
  const { effects: _effects, outcome, ...rest } = withoutChanges(command);
  if (outcome === undefined) return rest;
  const { shown: _shown, ...kept } = outcome;
  return { ...rest, outcome: kept };
}
