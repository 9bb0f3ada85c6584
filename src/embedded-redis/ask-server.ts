import { Redis } from 'ioredis';

const ANSWER_LIMIT_MS = 5000;

/** A short conversation with the server on a socket. Rejects if no server listens or the answer is late. */
export async function askServer<T>(socketPath: string, ask: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis({
    path: socketPath,
    protocol: 2,
    lazyConnect: true,
    enableReadyCheck: false,
    disableClientInfo: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: ANSWER_LIMIT_MS,
    commandTimeout: ANSWER_LIMIT_MS,
  });
  redis.on('error', () => undefined); // Reported by the promise below.
  try {
    await redis.connect();
    return await ask(redis);
  } finally {
    redis.disconnect();
  }
}

/** The value of a line `field:value` of INFO. */
export function infoField(info: string, field: string): string | null {
  return new RegExp(`^${field}:([^\\r\\n]*)`, 'm').exec(info)?.[1] ?? null;
}
