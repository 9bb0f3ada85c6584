import type { Clock } from '../base/clock.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Telegram takes about 20 messages a minute in a group. Clients need them. */
const PER_MINUTE = 3;

/** Longest memory. A stranger beyond it costs a commit that changes nothing. */
const REMEMBERED = 10_000;

/** Which hints to strangers leave: one per name and day, and few per minute, however many strangers write. */
export class HintBudget {
  readonly #clock: Pick<Clock, 'monotonic'>;
  /** Monotonic time of the hint by name, the oldest first. */
  readonly #hinted = new Map<string, number>();

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  /** Whether the hint may leave now: a permit for one hint. A hint without a permit is dropped. */
  admits(name: string): boolean {
    const nowMs = this.#clock.monotonic();
    for (const [old, at] of this.#hinted) {
      if (nowMs - at < DAY_MS && this.#hinted.size <= REMEMBERED) break;
      this.#hinted.delete(old);
    }
    if (this.#hinted.has(name)) return false;
    const recent = [...this.#hinted.values()].slice(-PER_MINUTE).filter((at) => nowMs - at < MINUTE_MS);
    if (recent.length >= PER_MINUTE) return false;
    this.#hinted.set(name, nowMs);
    return true;
  }
}
