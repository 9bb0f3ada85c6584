import { type Command, settledBy } from '../actor/command.ts';
import type { Dispatch } from '../actor/dispatch.ts';
import type { Entry } from '../actor/ports.ts';
import type { Clock } from '../base/clock.ts';
import type { Composition } from './batch.ts';
import type { Settlement } from './deliver/delivery.ts';
import type { Picture } from './queue.ts';
import type { WorkerEvents } from './worker-log.ts';

export type SettlingDeps = {
  dispatch: Dispatch;
  picture: Pick<Picture, 'remove'>;
  clock: Clock;
  on: Pick<WorkerEvents, 'parked' | 'threadLost' | 'troubled'>;
  stopping: AbortSignal;
};

/** Commits what Telegram's answers mean. */
export function createSettling({ dispatch, picture, clock, on, stopping }: SettlingDeps) {
  /** Commits what became of an entry, however long Redis takes: Telegram has been told already. */
  async function settle({ lead, alongside }: Composition, settlement: Settlement): Promise<void> {
    const { event, effects, ...outcome } = settlement;
    if (outcome.parked !== undefined) on.parked(lead, outcome.parked);
    await insist({
      id: `outcome:${lead.owner}:${lead.id}:${lead.seq}`,
      owner: lead.owner,
      at: clock.now(),
      fenced: true,
      ...(event === undefined ? {} : { event }),
      ...(effects === undefined ? {} : { effects }),
      outcome: {
        entry: lead.id,
        ...(alongside.length === 0 ? {} : { alongside: alongside.map(({ id }) => id) }),
        ...outcome,
      },
    });
  }

  /**
   * The entry stays: it will be carried out in the thread that replaces the lost one.
   * @param threadNumber of the thread that the call was about; meanwhile it may have been replaced
   */
  async function loseThread(entry: Entry, threadNumber: number): Promise<void> {
    on.threadLost(entry.owner);
    await insist({
      id: `thread-lost:${entry.owner}:${threadNumber}`,
      owner: entry.owner,
      at: clock.now(),
      fenced: true,
      event: { type: 'thread.lost', threadNumber },
    });
  }

  /** A defect of the chart must not keep the entry for ever: what Telegram did is recorded without the event. */
  async function insist(command: Command): Promise<void> {
    try {
      await dispatch(command);
    } catch (error) {
      on.troubled(`commit of ${command.id}`, error);
      const { outcome } = command;
      if (stopping.aborted) return;
      if (outcome === undefined) throw error;
      // Not to be sent again in this life of the process, whatever becomes of the next commit.
      for (const id of settledBy(outcome)) picture.remove(command.owner, id);
      await dispatch({
        ...withoutEvent(command),
        outcome: { ...outcome, parked: 'the desk failed on its outcome' },
      });
    }
  }

  return { settle, loseThread };
}

function withoutEvent({ event: _event, ...rest }: Command): Command {
  return rest;
}
