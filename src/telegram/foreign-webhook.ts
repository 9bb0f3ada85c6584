import type { Clock } from '../base/clock.ts';
import type { TelegramApi } from './api.ts';
import { TelegramError } from './error.ts';

/** Another program set a webhook on the token of a desk that polls. The desk took the webhook away. */
export type WebhookTrouble = { kind: 'foreign-webhook'; host: string | null; times: number; waitMs: number };

type WebhookApi = Pick<TelegramApi, 'webhook' | 'deleteWebhook'>;

/** Removals without a pause. A program that sets a webhook at the start needs a single removal. */
const AT_ONCE = 3;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 10 * 60_000;
/** After an hour without a foreign webhook the count begins again. */
const FORGET_MS = 60 * 60_000;

/** Telegram's two answers to a poller while a webhook is set, and at the moment when a webhook is set. */
const FOREIGN = /webhook is active|terminated by setWebhook/i;

export const isForeignWebhook = (error: unknown): boolean =>
  error instanceof TelegramError && error.code === 409 && FOREIGN.test(error.message);

/**
 * Takes a foreign webhook away. Updates that wait at Telegram are kept.
 *
 * Two desks on one token would set and remove the webhook for ever, so from the fourth time on the pauses grow. Each
 * removal is reported.
 */
export class ForeignWebhook {
  readonly #api: WebhookApi;
  readonly #clock: Clock;
  #times = 0;
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(api: WebhookApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /** @throws TelegramError when Telegram does not answer; a retry is safe */
  async takeAway(): Promise<WebhookTrouble> {
    const { url } = await this.#api.webhook();
    if (url !== '') await this.#api.deleteWebhook();
    const nowMs = this.#clock.monotonic();
    if (nowMs - this.#lastMs > FORGET_MS) this.#times = 0;
    this.#times += 1;
    this.#lastMs = nowMs;
    const waitMs =
      this.#times <= AT_ONCE
        ? 0
        : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#times - AT_ONCE - 1));
    return { kind: 'foreign-webhook', host: hostOf(url), times: this.#times, waitMs };
  }
}

/** Host of a webhook: the path and the query may be secret. Null: no webhook is set. */
export const hostOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).host : null);
