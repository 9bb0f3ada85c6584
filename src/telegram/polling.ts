import type { Update } from 'grammy/types';
import type { TelegramApi } from './api.ts';
import { type IntakeDeps, pause, troubleOf, UPDATE_KINDS } from './intake.ts';

const WAIT_S = 30;

export type PollingDeps = IntakeDeps & {
  api: Pick<TelegramApi, 'updates'>;
  /** Resolves once everything that follows from the update is committed. Rejects only when the desk is stopping. */
  receive(update: Update): Promise<void>;
};

const AT_ONCE_MS = 100;

/**
 * Takes updates until the signal fires.
 *
 * I1 The offset moves only over updates whose `receive` has resolved: Telegram's queue is our inbox, and what was not
 *    committed comes again.
 * I2 Whatever Telegram answers, polling goes on; only a token it does not know ends it.
 */
export async function poll(deps: PollingDeps, signal: AbortSignal): Promise<void> {
  let offset: number | undefined;
  let failures = 0;
  let caughtUp = false;
  while (!signal.aborted) {
    const askedAt = deps.clock.monotonic();
    let updates: Update[];
    try {
      updates = (await deps.api.updates(offset, caughtUp ? WAIT_S : 0, UPDATE_KINDS, signal)) as Update[];
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      caughtUp = false;
      const trouble = troubleOf(error, failures, deps.random());
      deps.onTrouble(trouble);
      if (trouble.kind === 'unauthorized') return;
      await pause(deps.clock, trouble.waitMs, signal);
      continue;
    }
    if (failures > 0) deps.onRecovered();
    failures = 0;
    const received = await Promise.allSettled(updates.map((update) => deps.receive(update)));
    const failed = received.find((result) => result.status === 'rejected');
    if (failed !== undefined && !signal.aborted) throw failed.reason;
    const last = updates.at(-1);
    // Stopped while receiving: some may not be committed, so none is confirmed.
    if (last !== undefined && !signal.aborted) offset = last.update_id + 1;
    if (updates.length === 0 && !caughtUp) {
      caughtUp = true;
      deps.onCaughtUp();
    }
    // A server that does not wait must not be asked in a tight loop.
    const answeredAtOnce = deps.clock.monotonic() - askedAt < AT_ONCE_MS;
    if (updates.length === 0 && answeredAtOnce) await pause(deps.clock, AT_ONCE_MS, signal);
  }
}
