import type { Redis } from 'ioredis';

/**
 * Announces a change in Redis at once, on a channel named like the key. A message is a hint: a lost connection loses
 * hints, so the listener also looks regularly.
 *
 * @param onRefused Redis refuses the subscription
 */
export function listen(
  redis: Redis,
  rung: ReadonlyMap<string, () => void>,
  onRefused: (error: unknown) => void,
): { close(): void } {
  const own = redis.duplicate({ enableAutoPipelining: false });
  // The other connection has and reports the same troubles.
  own.on('error', () => {});
  own.on('message', (channel: string) => rung.get(channel)?.());
  let closed = false;
  own.subscribe(...rung.keys()).catch((error: unknown) => {
    if (!closed) onRefused(error);
  });
  return {
    close() {
      closed = true;
      own.disconnect();
    },
  };
}
