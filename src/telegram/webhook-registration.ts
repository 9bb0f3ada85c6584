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
  /** `set`: Telegram accepted the address. */
  on: { set(): void };
};

const LOOK_MS = 60_000;
/** Pause while Telegram delivers the backlog. */
const EARLY_LOOK_MS = 1000;
/** Longest pause of a chat after a failed delivery (`FACTS.md #34`). */
const LONGEST_PAUSE_MS = 120_000;
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
export const keepWebhook = (deps: WebhookDeps, signal: AbortSignal): Promise<void> =>
  new WebhookKeeper(deps, signal).keep();

class WebhookKeeper {
  readonly #deps: WebhookDeps;
  readonly #signal: AbortSignal;
  readonly #troubles: Troubles;
  #isSet = false;
  /** Another program replaced the webhook, and the desk has not set the webhook again. */
  #isLost = false;
  #isTroubled = false;
  #isCaughtUp = false;
  /** Start of the pause of chats with failed deliveries. */
  #pausedSinceMs = 0;
  #knownErrorS = 0;

  constructor(deps: WebhookDeps, signal: AbortSignal) {
    this.#deps = deps;
    this.#signal = signal;
    this.#troubles = new Troubles(deps.runtime);
  }

  async keep(): Promise<void> {
    while (!this.#signal.aborted) {
      const waitMs = await this.#look().catch((error: unknown) => this.#explain(error));
      if (waitMs === null) return;
      await pause(this.#deps.runtime.clock, waitMs, this.#signal);
    }
  }

  /** @returns the pause before the next look */
  async #look(): Promise<number> {
    const { on } = this.#deps;
    const isWell = await this.#isAsSet();
    if (isWell && this.#isTroubled) on.recovered();
    this.#isTroubled = !isWell;
    this.#troubles.end();
    return this.#isCaughtUp ? LOOK_MS : EARLY_LOOK_MS;
  }

  /** @returns the pause before the next look; null: the intake ends */
  #explain(error: unknown): number | null {
    if (this.#signal.aborted) return null;
    if (!this.#isSet) refuseForGood(error);
    this.#isTroubled = true;
    this.#isCaughtUp = false;
    const trouble = this.#troubles.of(error);
    this.#deps.on.trouble(trouble);
    return trouble.kind === 'unauthorized' ? null : trouble.waitMs;
  }

  /** @returns true if the webhook was as set, and deliveries did not fail since the last look */
  async #isAsSet(): Promise<boolean> {
    const { api, hook, on, runtime } = this.#deps;
    const facts = await api.webhook();
    if (this.#signal.aborted) return true;
    if (!this.#isSet || facts.url !== hook.url) return this.#setAgain(facts);
    if (facts.lastError !== null && facts.lastError.atS > this.#knownErrorS) {
      this.#knownErrorS = facts.lastError.atS;
      // Counts from the first failure: an update that always fails must not stop the timers for ever.
      if (this.#isCaughtUp) this.#pausedSinceMs = runtime.clock.monotonic();
      this.#isCaughtUp = false;
      on.trouble({ kind: 'undelivered', message: facts.lastError.message, waiting: facts.waiting });
      return false;
    }
    const isPauseOver = runtime.clock.monotonic() - this.#pausedSinceMs > LONGEST_PAUSE_MS;
    if (!this.#isCaughtUp && (facts.waiting === 0 || isPauseOver)) {
      this.#isCaughtUp = true;
      on.caughtUp();
    }
    return true;
  }

  async #setAgain(facts: WebhookFacts): Promise<boolean> {
    const { on, runtime } = this.#deps;
    const wasReplaced = this.#isSet;
    if (wasReplaced && !this.#isLost) on.trouble({ kind: 'replaced', host: hostOf(facts.url) });
    this.#isLost = wasReplaced;
    this.#isCaughtUp = false;
    await this.#set(facts);
    this.#isLost = false;
    this.#isSet = true;
    this.#pausedSinceMs = runtime.clock.monotonic();
    on.set();
    this.#knownErrorS = facts.lastError?.atS ?? 0;
    return !wasReplaced;
  }

  /**
   * Sets the webhook. To set the same address again changes nothing, and chats with failed deliveries stay paused. So a
   * webhook with a backlog is removed first. A stop in between loses nothing: the next start sets the webhook.
   */
  async #set(facts: WebhookFacts): Promise<void> {
    const { api, hook, runtime } = this.#deps;
    if (facts.url === hook.url && facts.waiting > 0) {
      await api.deleteWebhook();
      await pause(runtime.clock, BETWEEN_CHANGES_MS, this.#signal);
    }
    while (!this.#signal.aborted) {
      try {
        await api.setWebhook(hook.url, hook.secret.reveal(), UPDATE_KINDS);
        return;
      } catch (error) {
        // Another process of the desk set the webhook a moment ago, or this process before a restart.
        if (!(error instanceof TelegramError) || error.retryAfterS === null) throw error;
        await pause(runtime.clock, error.retryAfterS * 1000, this.#signal);
      }
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
