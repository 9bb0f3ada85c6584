import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/start.ts';
import { startEmbeddedRedis } from '../../src/embedded-redis/start.ts';
import { emptyFolder, runProgram } from '../support/desk-process.ts';

const DESK = 'src/main.ts';
const ENDED = { code: 0, signal: null };

/** Takes connections and never answers. */
async function silentServer(): Promise<{ server: Server; url: string }> {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const toNowhere = (url: string) => ({
  BOT_TOKEN: '123456:abcdefghij',
  CHANNEL_ID: '-1001',
  TELEGRAM_API_ROOT: url,
});

test('SIGTERM ends a desk that still waits for a Telegram it cannot reach', async () => {
  using folder = emptyFolder();
  await using desk = runProgram(DESK, folder.path, toNowhere('http://127.0.0.1:9'));
  await expect.poll(() => desk.output().err).toContain('network.down');
  expect(await desk.kill('SIGTERM')).toEqual(ENDED);
});

test('SIGTERM ends a desk whose first question Telegram does not answer', async () => {
  const { server, url } = await silentServer();
  using folder = emptyFolder();
  await using desk = runProgram(DESK, folder.path, toNowhere(url));
  await once(server, 'connection');
  const askedAt = performance.now();
  expect(await desk.kill('SIGTERM')).toEqual(ENDED);
  expect(performance.now() - askedAt).toBeLessThan(20_000);
  server.close();
});

test('SIGTERM ends a desk whose Redis is away; what came meanwhile is taken by the next start', async () => {
  await using telegram = await startSandbox({ copyDelayMs: 5 });
  using redisFolder = emptyFolder();
  const startRedis = () =>
    startEmbeddedRedis({
      dir: join(redisFolder.path, 'data'),
      cacheDir: inject('redisCacheDir'),
      fsync: 'no',
    });
  const first = await startRedis();
  using folder = emptyFolder();
  const env = {
    BOT_TOKEN: telegram.token,
    CHANNEL_ID: String(telegram.channelId),
    TELEGRAM_API_ROOT: telegram.url,
    REDIS_URL: first.socketPath,
  };
  const ana = telegram.people.add({ firstName: 'Ana' });
  const seen = () => telegram.views.channel().length;
  {
    await using desk = runProgram(DESK, folder.path, env);
    await desk.says(/is running in channel/);
    await first.stop();
    telegram.people.write(ana, 'alguém aí?');
    const handedOver = () =>
      telegram.calls.some(
        ({ method, result }) => method === 'getUpdates' && (result as unknown[]).length > 0,
      );
    await expect.poll(handedOver).toBe(true);
    expect(await desk.kill('SIGTERM')).toEqual(ENDED);
    expect(seen()).toBe(0);
  }
  await using _second = await startRedis();
  await using desk = runProgram(DESK, folder.path, env);
  await desk.says(/is running in channel/);
  await expect.poll(seen).toBe(1);
});
