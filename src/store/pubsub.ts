import type { Redis } from 'ioredis';

/**
 * Tells at once that something changed in Redis: the channels are named as the keys. A hint and no more; one that is
 * rung while the connection is down is not heard, so whoever listens looks now and then as well.
 *
 * @param onRefused Redis does not let us listen
 */
export function listen(
  redis: Redis,
  rung: ReadonlyMap<string, () => void>,
  onRefused: (error: unknown) => void,
): { close(): void } {
  const own = redis.duplicate({ enableAutoPipelining: false });
  // The other connection has the same troubles, and they are told there.
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
