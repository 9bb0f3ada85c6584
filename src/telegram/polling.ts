import type { Update } from 'grammy/types';
import type { Clock } from '../base/clock.ts';
import { backoffMs } from '../base/backoff.ts';
import { type TelegramApi, TelegramError } from './grammy-api.ts';

/** What the desk listens to; the rest is not even created. `chat_member` and reactions are never sent unless named. */
const UPDATE_KINDS = [
  'message',
  'edited_message',
  'message_reaction',
  'channel_post',
  'my_chat_member',
  'chat_member',
] as const;

const WAIT_S = 30;
const BACKOFF = { baseMs: 500, capMs: 30_000 };

export type PollingDeps = {
  api: Pick<TelegramApi, 'updates'>;
  clock: Clock;
  random(): number;
  /** Resolves once everything that follows from the update is committed. Rejects only when the desk is stopping. */
  receive(update: Update): Promise<void>;
  onTrouble(trouble: PollingTrouble): void;
  onRecovered(): void;
  /** Told once: nothing is left of what came while the desk was away. */
  onCaughtUp(): void;
};

export type PollingTrouble =
  | { kind: 'unreachable'; message: string; waitMs: number }
  /** Somebody else polls with this token. */
  | { kind: 'conflict'; message: string; waitMs: number }
  /** The token is not valid any more. Polling ends. */
  | { kind: 'unauthorized'; message: string };

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

const AT_ONCE_MS = 100;
/** Telegram answers a second poller with one conflict in 3 s (`TELEGRAM.md §1.10`). */
const CONFLICT_WAIT_MS = 3000;

function troubleOf(error: unknown, failures: number, random: number): PollingTrouble {
  const message = error instanceof Error ? error.message : String(error);
  const waitMs = backoffMs(failures, random, BACKOFF);
  if (!(error instanceof TelegramError)) return { kind: 'unreachable', message, waitMs };
  if (error.code === 401) return { kind: 'unauthorized', message };
  if (error.code === 409) return { kind: 'conflict', message, waitMs: CONFLICT_WAIT_MS + waitMs };
  return { kind: 'unreachable', message, waitMs: Math.max(waitMs, (error.retryAfterS ?? 0) * 1000) };
}

async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
