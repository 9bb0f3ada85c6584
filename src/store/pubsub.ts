import type { Redis } from 'ioredis';
import type { RedisConnection } from './redis.ts';

export type Subscription = { end(): void };

/**
 * One connection that listens to Redis, for all desks of a process. Channels are named as the keys that changed. A message
 * is a hint and no more: a hint that is sent while the connection is down is lost, so every listener also looks regularly.
 */
export class Pubsub {
  readonly #redis: RedisConnection;
  readonly #heard = new Map<string, Set<() => void>>();
  #own: Redis | null = null;
  #isClosed = false;

  constructor(redis: RedisConnection) {
    this.#redis = redis;
  }

  /** @param onRefused Redis does not let the desk listen */
  subscribe(channels: ReadonlyMap<string, () => void>, onRefused: (error: unknown) => void): Subscription {
    for (const [channel, hear] of channels) {
      const listeners = this.#heard.get(channel) ?? new Set();
      this.#heard.set(channel, listeners.add(hear));
    }
    const report = (error: unknown): void => {
      if (!this.#isClosed) onRefused(error);
    };
    this.#connection()
      .subscribe(...channels.keys())
      .catch(report);
    return {
      end: () => {
        for (const [channel, hear] of channels) this.#heard.get(channel)?.delete(hear);
        const unheard = [...channels.keys()].filter((channel) => this.#heard.get(channel)?.size === 0);
        for (const channel of unheard) this.#heard.delete(channel);
        if (unheard.length > 0 && !this.#isClosed) {
          this.#connection()
            .unsubscribe(...unheard)
            .catch(report);
        }
      },
    };
  }

  close(): void {
    this.#isClosed = true;
    this.#own?.disconnect();
  }

  #connection(): Redis {
    if (this.#own !== null) return this.#own;
    const own = this.#redis.duplicate();
    // The other connection has the same troubles, and reports the troubles.
    own.on('error', () => {});
    own.on('message', (channel: string) => {
      for (const hear of this.#heard.get(channel) ?? []) hear();
    });
    this.#own = own;
    return own;
  }
}
