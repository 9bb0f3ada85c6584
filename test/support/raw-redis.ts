import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { inject } from 'vitest';
import { fetchDebianServer } from '../../src/embedded-redis/fetch-debian.ts';
import { findServer, serverEnv } from '../../src/embedded-redis/find-server.ts';
import { newDir } from './embedded-redis.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

/** A Redis with settings of its own, on a port. For what the embedded Redis never is: a cluster, a replica, a slow one. */
export async function rawRedis(...settings: string[]) {
  const binary = await findServer({
    path: process.env['PATH'] ?? '',
    cacheDir: inject('redisCacheDir'),
    fetchServer: fetchDebianServer,
    onLine: () => {},
  });
  const port = await freePort();
  const dir = newDir();
  const child = spawn(
    binary.path,
    ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', ...settings],
    { cwd: dir, stdio: 'ignore', ...serverEnv(binary) },
  );
  const ended = once(child, 'exit');
  const clients: Redis[] = [];
  const connect = (more: { username?: string; password?: string } = {}): Redis => {
    const redis = new Redis({ port, host: '127.0.0.1', maxRetriesPerRequest: null, ...more });
    redis.on('error', () => undefined);
    clients.push(redis);
    return redis;
  };
  const admin = connect();
  await eventually(() => admin.ping());
  return {
    dir,
    port,
    url: `redis://127.0.0.1:${port}`,
    admin,
    connect,
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.disconnect();
      child.kill('SIGKILL');
      await ended;
    },
  };
}
