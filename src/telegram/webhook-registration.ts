import { SetupError } from '../base/errors.ts';
import type { Secret } from '../config/secret.ts';
import type { TelegramApi, WebhookFacts } from './api.ts';
import { TelegramError } from './error.ts';
import { hostOf } from './foreign-webhook.ts';
import { type IntakeDeps, pause, Troubles, UPDATE_KINDS } from './intake.ts';

/** Address for Telegram's deliveries, and the secret in each delivery. */
export type Webhook = { url: string; secret: Secret };

type WebhookDeps = IntakeDeps & {
  api: Pick<TelegramApi, 'webhook' | 'setWebhook' | 'deleteWebhook'>;
  hook: Webhook;
  /** Telegram accepted the address. */
  onSet(): void;
};

const LOOK_MS = 60_000;
/** Pause while Telegram delivers the backlog. */
const EARLY_LOOK_MS = 1000;
/** Longest rest of a chat after a failed delivery (`FACTS.md #34`). */
const LONGEST_REST_MS = 120_000;
/** Two changes within a second are refused (`FACTS.md #35`). */
const BETWEEN_CHANGES_MS = 1100;

/**
 * Keeps the webhook set until the signal fires.
 *
 * I1 At the end the webhook stays: Telegram keeps new updates, as for a desk that polls.
 * I2 The desk goes on looking after every answer. Exceptions: a revoked token, and an address that Telegram refuses at
 *    the start.
 *
 * @throws SetupError when Telegram refuses the address
 */
export async function keepWebhook(deps: WebhookDeps, signal: AbortSignal): Promise<void> {
  const { api, clock } = deps;
  let isSet = false;
  /** Start of the rest of chats with failed deliveries. */
  let restingSinceMs = 0;
  let knownErrorS = 0;
  /** Another program replaced the webhook, and the desk has not set the webhook again. */
  let isLost = false;
  let caughtUp = false;
  let troubled = false;
  const troubles = new Troubles(deps);

  /** @returns true if the webhook was as set */
  async function look(): Promise<boolean> {
    const facts = await api.webhook();
    if (signal.aborted) return true;
    if (!isSet || facts.url !== deps.hook.url) {
      const wasReplaced = isSet;
      if (wasReplaced && !isLost) deps.onTrouble({ kind: 'replaced', host: hostOf(facts.url) });
      isLost = wasReplaced;
      caughtUp = false;
      await set(deps, facts, signal);
      isLost = false;
      isSet = true;
      restingSinceMs = clock.monotonic();
      deps.onSet();
      knownErrorS = facts.lastError?.atS ?? 0;
      return !wasReplaced;
    }
    if (facts.lastError !== null && facts.lastError.atS > knownErrorS) {
      knownErrorS = facts.lastError.atS;
      // Counts from the first failure: an update that always fails must not stop the timers for ever.
      if (caughtUp) restingSinceMs = clock.monotonic();
      caughtUp = false;
      deps.onTrouble({ kind: 'undelivered', message: facts.lastError.message, waiting: facts.waiting });
      return false;
    }
    if (!caughtUp && (facts.waiting === 0 || clock.monotonic() - restingSinceMs > LONGEST_REST_MS)) {
      caughtUp = true;
      deps.onCaughtUp();
    }
    return true;
  }

  while (!signal.aborted) {
    try {
      const isWell = await look();
      if (isWell && troubled) deps.onRecovered();
      troubled = !isWell;
      troubles.end();
    } catch (error) {
      if (signal.aborted) return;
      if (!isSet) refuseForGood(error);
      troubled = true;
      caughtUp = false;
      const trouble = troubles.of(error);
      deps.onTrouble(trouble);
      if (trouble.kind === 'unauthorized') return;
      await pause(clock, trouble.waitMs, signal);
      continue;
    }
    await pause(clock, caughtUp ? LOOK_MS : EARLY_LOOK_MS, signal);
  }
}

/**
 * Sets the webhook. To set the same address again changes nothing, and chats with failed deliveries go on resting. So a
 * webhook with a backlog is removed first. A stop in between loses nothing: the next start sets the webhook.
 */
async function set(
  { api, hook, clock }: WebhookDeps,
  facts: WebhookFacts,
  signal: AbortSignal,
): Promise<void> {
  if (facts.url === hook.url && facts.waiting > 0) {
    await api.deleteWebhook();
    await pause(clock, BETWEEN_CHANGES_MS, signal);
  }
  while (!signal.aborted) {
    try {
      await api.setWebhook(hook.url, hook.secret.reveal(), UPDATE_KINDS);
      return;
    } catch (error) {
      // Another process of the desk set the webhook a moment ago, or this process before a restart.
      if (!(error instanceof TelegramError) || error.retryAfterS === null) throw error;
      await pause(clock, error.retryAfterS * 1000, signal);
    }
  }
}

/** A conflict (409) of two processes that start together passes. */
function refuseForGood(error: unknown): void {
  if (!(error instanceof TelegramError) || !error.isFinal || error.code === 401 || error.code === 409) return;
  throw new SetupError(
    `Telegram does not deliver to WEBHOOK_URL (${error.message}). Correct it, or set UPDATES=polling.`,
  );
}
