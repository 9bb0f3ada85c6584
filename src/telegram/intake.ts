import { backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { TelegramError } from './error.ts';
import type { WebhookTrouble } from './foreign-webhook.ts';

/** Dependencies of polling and of the webhook. */
export type IntakeDeps = {
  runtime: { clock: Clock; random(): number };
  on: IntakeEvents;
};

export type IntakeEvents = {
  trouble(trouble: IntakeTrouble): void;
  /** Called once after a trouble. */
  recovered(): void;
  /** The backlog of updates is finished, after the start or after a trouble. */
  caughtUp(): void;
};

export type IntakeTrouble =
  | AskingTrouble
  | WebhookTrouble
  /** Telegram cannot reach the webhook. */
  | { kind: 'undelivered'; message: string; waiting: number }
  /** Another program removed the webhook, or set a webhook at `host`. The desk sets the webhook again. */
  | { kind: 'replaced'; host: string | null };

/** Reason why a question was not answered. */
type AskingTrouble =
  | { kind: 'unreachable'; message: string; waitMs: number }
  /** Another program asks for the updates of this bot. */
  | { kind: 'conflict'; message: string; waitMs: number }
  /** The token is revoked. The intake ends. */
  | { kind: 'unauthorized'; message: string };

/** Kinds of updates that Telegram creates for the desk. `chat_member` and reactions come only by name (`FACTS.md #31`). */
export const UPDATE_KINDS = [
  'message',
  'edited_message',
  'message_reaction',
  'channel_post',
  'my_chat_member',
  'chat_member',
  'callback_query',
  'inline_query',
  'chosen_inline_result',
  'chat_join_request',
] as const;

const BACKOFF = { baseMs: 500, capMs: 30_000 };
/** Telegram sends a second poller one conflict in 3 s (`FACTS.md #33`). */
const CONFLICT_WAIT_MS = 3000;

/** A token that Telegram refuses for so long is revoked. For a shorter time Telegram itself is in trouble. */
const REVOKED_AFTER_MS = 60_000;

/** Counts the troubles of an intake. */
export class Troubles {
  readonly #runtime: IntakeDeps['runtime'];
  #failures = 0;
  #unauthorizedSinceMs: number | null = null;

  constructor(runtime: IntakeDeps['runtime']) {
    this.#runtime = runtime;
  }

  /** Reason why a question was not answered, and the pause before the next question. */
  of(error: unknown): AskingTrouble {
    this.#failures += 1;
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof TelegramError ? error.code : null;
    const waitMs = backoffMs(this.#failures, this.#runtime.random(), BACKOFF);
    if (this.#isRevoked(code)) return { kind: 'unauthorized', message };
    if (code === 409) return { kind: 'conflict', message, waitMs: CONFLICT_WAIT_MS + waitMs };
    const askedMs = error instanceof TelegramError ? (error.retryAfterS ?? 0) * 1000 : 0;
    return { kind: 'unreachable', message, waitMs: Math.max(waitMs, askedMs) };
  }

  end(): void {
    this.#failures = 0;
    this.#unauthorizedSinceMs = null;
  }

  #isRevoked(code: number | null): boolean {
    const nowMs = this.#runtime.clock.monotonic();
    this.#unauthorizedSinceMs = code === 401 ? (this.#unauthorizedSinceMs ?? nowMs) : null;
    return this.#unauthorizedSinceMs !== null && nowMs - this.#unauthorizedSinceMs >= REVOKED_AFTER_MS;
  }
}

/** Ends early when the signal fires. */
export async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** @throws SetupError when the token is revoked */
export async function endOfIntake(listening: Promise<void>, signal: AbortSignal): Promise<void> {
  await listening;
  if (!signal.aborted) {
    throw new SetupError(
      'Telegram no longer accepts BOT_TOKEN; get a new one from @BotFather (/token) and set it.',
    );
  }
}
