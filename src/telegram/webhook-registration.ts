import { SetupError } from '../base/errors.ts';
import type { Secret } from '../config/secret.ts';
import type { TelegramApi, WebhookFacts } from './api.ts';
import { TelegramError } from './error.ts';
import { hostOf } from './foreign-webhook.ts';
import { type IntakeDeps, pause, Troubles, UPDATE_KINDS } from './intake.ts';

/** The address that Telegram delivers to, and what it proves itself with. */
export type Webhook = { url: string; secret: Secret };

type WebhookDeps = IntakeDeps & {
  api: Pick<TelegramApi, 'webhook' | 'setWebhook' | 'deleteWebhook'>;
  hook: Webhook;
  /** Telegram has taken the address. */
  onSet(): void;
};

const LOOK_MS = 60_000;
/** While what came during an absence is still being delivered. */
const EARLY_LOOK_MS = 1000;
/** The longest that a chat rests whose updates could not be delivered (`FACTS.md #34`). */
const LONGEST_REST_MS = 120_000;
/** Two changes within a second are refused (`FACTS.md #35`). */
const BETWEEN_CHANGES_MS = 1100;

/**
 * Sees to it that Telegram delivers to this desk, until the signal fires.
 *
 * I1 At the end the webhook stays as it is: Telegram keeps what comes, as it does for a desk that polls.
 * I2 Whatever Telegram answers, the desk goes on looking. Only a token it does not know ends that, and an address that
 *    it refused from the beginning.
 *
 * @throws SetupError when Telegram does not take the address
 */
export async function keepWebhook(deps: WebhookDeps, signal: AbortSignal): Promise<void> {
  const { api, clock } = deps;
  let isSet = false;
  /** Since when what could not be delivered before may be resting. */
  let restingSinceMs = 0;
  let knownErrorS = 0;
  /** Replaced, and not set again yet. */
  let isLost = false;
  let caughtUp = false;
  let troubled = false;
  const troubles = new Troubles(deps);

  /** Whether all was well. */
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
      // From the first failure on: an update that never gets through must not keep the timers waiting for ever.
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
 * Setting what is set already changes nothing, and chats that could not be delivered go on resting for up to two
 * minutes. Taken away first, the webhook begins afresh. Stopped in between it is gone, which loses nothing: the next
 * start sets it.
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
      // Another process of this desk has just set it, or this one before it was restarted.
      if (!(error instanceof TelegramError) || error.retryAfterS === null) throw error;
      await pause(clock, error.retryAfterS * 1000, signal);
    }
  }
}

/** Two processes that begin together may get in each other's way; that passes (`409`). */
function refuseForGood(error: unknown): void {
  if (!(error instanceof TelegramError) || !error.isFinal || error.code === 401 || error.code === 409) return;
  throw new SetupError(
    `Telegram does not deliver to WEBHOOK_URL (${error.message}). Correct it, or set UPDATES=polling.`,
  );
}
