import { expect, test } from 'vitest';
import { startDesk } from '../support/desk.ts';
import { newDir, startRedis } from '../support/embedded-redis.ts';
import { eventually } from '../support/eventually.ts';

const ALLOWED = '0';

test.each([
  ['is full', 'maxmemory', '1', /Redis is full\. Raise its maxmemory/],
  ['has lost its replicas', 'min-replicas-to-write', '1', /fewer replicas/],
] as const)(
  'a Redis that %s stops the intake, says why, and the desk goes on by itself when it is well',
  async (_what, setting, forbidden, words) => {
    const { socketPath } = await startRedis(newDir(), { fsync: 'no' });
    await using desk = await startDesk({ redisSocket: socketPath, notifyAdmins: false });
    desk.client('ana').writes('oi');
    desk.agent('bia');
    await desk.settle();
    await desk.redis.config('SET', setting, forbidden);
    desk.client('ana').writes('1');
    desk.client('ana').writes('2');
    desk.client('bruno').writes('sou novo');
    await eventually(() => expect(desk.log.join('')).toContain('store.troubled'));
    expect(desk.log.filter((line) => line.includes('store.troubled'))).toHaveLength(1);
    expect(desk.log.find((line) => line.includes('store.troubled'))).toMatch(words);
    expect(desk.sandbox.pending().updates).toBeGreaterThan(0);
    expect(desk.thread('ana')).toEqual(['oi']);

    await desk.redis.config('SET', setting, ALLOWED);
    await eventually(() => {
      desk.pass(1000);
      expect(desk.thread('ana')).toEqual(['oi', '1', '2']);
      expect(desk.thread('bruno')).toEqual(['sou novo']);
    });
    await desk.settle();
    expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
    expect(desk.sandbox.pending().updates).toBe(0);
  },
);

test('a desk that starts while Redis is full says why it waits, and begins by itself', async () => {
  const { socketPath } = await startRedis(newDir(), { fsync: 'no' });
  await using desk = await startDesk({ redisSocket: socketPath, notifyAdmins: false });
  desk.client('ana').writes('oi');
  await desk.settle();
  await desk.stop();
  await desk.redis.config('SET', 'maxmemory', '1');
  desk.client('ana').writes('1');
  const begun = desk.restart();
  await eventually(() =>
    expect(desk.log.join('')).toMatch(/store.troubled.*Redis is full\. Raise its maxmemory/),
  );
  await desk.redis.config('SET', 'maxmemory', ALLOWED);
  await begun;
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi', '1']);
});
