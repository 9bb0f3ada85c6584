import type { UserId } from '../../../machines/ids.ts';

/** A refused message is retried after 2 s, 4 s, … up to five minutes; in between, messages of other clients pass. */
const REFUSED_AFTER_MS = 60_000;
const QUIET_MS = 10 * 60_000;

/**
 * Refusals of one chat. A trouble of one message is no trouble of the chat:
 *
 * I1 The chat refuses if refusals go on for a minute and nothing passes in between.
 * I2 A refusal ends if something passed since, and the refused clients' messages passed too. A message that was given
 *    up never passes, so ten minutes without a refusal count as well.
 */
export class Refusals {
  /** First refusal since the last message that passed. */
  #sinceMs: number | null = null;
  #lastMs = Number.NEGATIVE_INFINITY;
  #hasPassed = false;
  readonly #clients = new Set<UserId>();

  refused(client: UserId, nowMs: number): void {
    this.#clients.add(client);
    this.#sinceMs ??= nowMs;
    this.#lastMs = nowMs;
    this.#hasPassed = false;
  }

  delivered(client: UserId): void {
    this.#clients.delete(client);
    this.#sinceMs = null;
    this.#hasPassed = true;
  }

  isRefusing(nowMs: number): boolean {
    return this.#sinceMs !== null && nowMs - this.#sinceMs >= REFUSED_AFTER_MS;
  }

  isOver(nowMs: number): boolean {
    return this.#hasPassed && (this.#clients.size === 0 || nowMs - this.#lastMs >= QUIET_MS);
  }
}
