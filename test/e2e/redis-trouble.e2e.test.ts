import { createConnection, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { startDesk } from '../support/desk.ts';
import { newDir, startRedis } from '../support/embedded-redis.ts';
import { eventually } from '../support/eventually.ts';
import { rawRedis } from '../support/raw-redis.ts';

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

const readiness = async (hook: string) => {
  const answer = await fetch(new URL('/ready', hook));
  return { status: answer.status, body: await answer.text() };
};

test('rights that are withdrawn while the desk runs are waited for: nothing is acknowledged or set aside', async () => {
  const { socketPath } = await startRedis(newDir(), { fsync: 'no' });
  await using desk = await startDesk({ redisSocket: socketPath, notifyAdmins: false, webhook: true });
  desk.client('ana').writes('oi');
  await desk.settle();
  await desk.redis.acl('SETUSER', 'default', '-hset');
  desk.client('ana').writes('1');
  await eventually(() =>
    expect(desk.log.join('')).toMatch(/store\.troubled.*may not use .*Allow it: ACL SETUSER/),
  );
  await eventually(async () =>
    expect(await readiness(desk.hook.url())).toEqual({
      status: 503,
      body: expect.stringContaining('may not use'),
    }),
  );
  expect(desk.sandbox.pending().updates).toBeGreaterThan(0);
  expect(desk.log.join('')).not.toContain('update.parked');
  await desk.redis.acl('SETUSER', 'default', '+hset');
  await eventually(() => {
    desk.pass(1000);
    expect(desk.thread('ana')).toEqual(['oi', '1']);
  });
  await desk.settle();
  expect((await readiness(desk.hook.url())).status).toBe(200);
  expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
});

test('a lease that may not be renewed any more shows in /ready before anybody writes', async () => {
  const { socketPath } = await startRedis(newDir(), { fsync: 'no' });
  await using desk = await startDesk({ redisSocket: socketPath, notifyAdmins: false, webhook: true });
  await desk.settle();
  await desk.redis.acl('SETUSER', 'default', '-set', '-pexpire');
  await eventually(async () => {
    desk.pass(2500);
    expect(await readiness(desk.hook.url())).toMatchObject({ status: 503 });
  });
  await desk.redis.acl('SETUSER', 'default', '+set', '+pexpire');
  await eventually(async () => {
    desk.pass(2500);
    expect(await readiness(desk.hook.url())).toMatchObject({ status: 200 });
  });
});

/** One name for two servers: connections that are open stay where they lead. */
async function movableName(firstPort: number) {
  let port = firstPort;
  const open = new Set<Socket>();
  const name = createServer((near) => {
    const far = createConnection({ port, host: '127.0.0.1' });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => void name.listen(0, '127.0.0.1', resolve));
  return {
    url: `redis://127.0.0.1:${(name.address() as AddressInfo).port}`,
    leadTo: (other: number) => void (port = other),
    [Symbol.dispose]() {
      for (const socket of open) socket.destroy();
      name.close();
    },
  };
}

test('after a failover behind one name the desk connects to the new primary by itself', async () => {
  await using first = await rawRedis();
  await using second = await rawRedis();
  using name = await movableName(first.port);
  await using desk = await startDesk({ redisSocket: name.url, notifyAdmins: false });
  desk.client('ana').writes('oi');
  await desk.settle();
  await second.admin.replicaof('127.0.0.1', String(first.port));
  await eventually(async () => expect(await second.admin.dbsize()).toBe(await first.admin.dbsize()));
  await eventually(async () =>
    expect(await second.admin.info('replication')).toContain('master_link_status:up'),
  );

  await second.admin.replicaof('NO', 'ONE');
  await first.admin.replicaof('127.0.0.1', String(second.port));
  name.leadTo(second.port);
  desk.client('ana').writes('1');
  await eventually(() => {
    desk.pass(1000);
    expect(desk.thread('ana')).toEqual(['oi', '1']);
  });
  await desk.settle();
  desk.redis.disconnect(true);
  expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
});

test('an answer that Telegram confirms while the desk stops is noted once Redis is well, and not sent again', async () => {
  const { socketPath } = await startRedis(newDir(), { fsync: 'no' });
  await using desk = await startDesk({ redisSocket: socketPath, notifyAdmins: false });
  desk.client('ana').writes('oi');
  const bia = desk.agent('bia');
  await desk.settle();
  desk.sandbox.faults.next({ chatId: desk.client('ana').id, times: 10 }, { delayMs: 600 });
  bia.comments('ana', 'olá!');
  const answers = () =>
    desk
      .client('ana')
      .texts()
      .filter((text) => text === 'olá!').length;
  await eventually(() => expect(answers()).toBe(1));
  await desk.redis.config('SET', 'min-replicas-to-write', '1');
  const stopped = desk.stop();
  await eventually(() => expect(desk.log.join('')).toContain('store.troubled'));
  await desk.redis.config('SET', 'min-replicas-to-write', ALLOWED);
  await stopped;
  desk.sandbox.faults.clear();
  await desk.restart();
  await desk.settle();
  expect(answers()).toBe(1);
  expect(await desk.inspect('ana')).toMatchObject({ waiting: [], parked: [] });
});
