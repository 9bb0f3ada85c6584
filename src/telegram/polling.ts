import type { Update } from 'grammy/types';
import type { TelegramApi } from './api.ts';
import { ForeignWebhook, isForeignWebhook } from './foreign-webhook.ts';
import { type IntakeDeps, type IntakeTrouble, pause, Troubles, UPDATE_KINDS } from './intake.ts';

const WAIT_S = 30;

type PollingDeps = IntakeDeps & {
  api: Pick<TelegramApi, 'updates' | 'webhook' | 'deleteWebhook'>;
  /** Resolves once all commands of the update are committed. Rejects only when the desk is stopping. */
  receive(update: Update): Promise<void>;
};

const AT_ONCE_MS = 100;

/**
 * Takes updates until the signal fires.
 *
 * I1 The offset moves only over updates whose `receive` resolved. Telegram's queue is the inbox: an update without a
 *    commit comes again.
 * I2 Polling goes on after every answer, except for a token that stays refused for a minute.
 */
export async function poll(deps: PollingDeps, signal: AbortSignal): Promise<void> {
  const { clock } = deps.runtime;
  let offset: number | undefined;
  let troubled = false;
  let caughtUp = false;
  const troubles = new Troubles(deps.runtime);
  const foreign = new ForeignWebhook(deps.api, clock);
  while (!signal.aborted) {
    const askedAt = clock.monotonic();
    const waits = caughtUp;
    let updates: Update[];
    try {
      updates = (await deps.api.updates(offset, waits ? WAIT_S : 0, UPDATE_KINDS, signal)) as Update[];
    } catch (error) {
      if (signal.aborted) return;
      troubled = true;
      caughtUp = false;
      const trouble = await explain(error, troubles, foreign);
      deps.on.trouble(trouble);
      if (trouble.kind === 'unauthorized') return;
      await pause(clock, trouble.waitMs, signal);
      continue;
    }
    if (troubled) deps.on.recovered();
    troubled = false;
    troubles.end();
    const received = await Promise.allSettled(updates.map((update) => deps.receive(update)));
    const failed = received.find((result) => result.status === 'rejected');
    if (failed !== undefined && !signal.aborted) throw failed.reason;
    const last = updates.at(-1);
    // Stopped while receiving: an update may have no commit, so no update is confirmed.
    if (last !== undefined && !signal.aborted) offset = last.update_id + 1;
    if (updates.length === 0 && !caughtUp) {
      caughtUp = true;
      deps.on.caughtUp();
    }
    // A server that does not wait must not be asked in a tight loop.
    const answeredAtOnce = waits && clock.monotonic() - askedAt < AT_ONCE_MS;
    if (updates.length === 0 && answeredAtOnce) await pause(clock, AT_ONCE_MS, signal);
  }
}

/** A conflict with a webhook has a fix: the webhook is removed. */
async function explain(
  error: unknown,
  troubles: Troubles,
  foreign: ForeignWebhook,
): Promise<Exclude<IntakeTrouble, { kind: 'undelivered' | 'replaced' }>> {
  if (!isForeignWebhook(error)) return troubles.of(error);
  try {
    return await foreign.takeAway();
  } catch (failure) {
    return troubles.of(failure);
  }
}
