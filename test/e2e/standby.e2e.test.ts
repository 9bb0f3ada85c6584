import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createLeaseStore } from '../../src/store/lease.ts';
import { anotherProcess, HOOK_PATH } from '../support/another-process.ts';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { systemClock } from '../../src/base/clock.ts';
import { eventually } from '../support/eventually.ts';
import { randomFrom, seed } from '../support/random.ts';

/** No story waits for an expiring lease: the lease is released or taken. */
const PATIENT = { ttlMs: 60_000, renewMs: 100, tryMs: 60_000 };
const EAGER = { ...PATIENT, tryMs: 50 };

const said = (texts: string[]): string[] => texts.filter((text) => /^\w\d+$/.test(text));

/** Passes updates to the processes by turns, like a load balancer. */
async function balancer() {
  const ports: number[] = [];
  const handed: number[] = [];
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const port = ports[turn % ports.length] ?? 0;
    turn += 1;
    handed.push(port);
    const { method, url, headers } = incoming;
    const passed = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${HOOK_PATH}`,
    ports,
    handed,
    [Symbol.dispose]: () => server.close().closeAllConnections(),
  };
}

const seesAll = (desk: TestDesk, name: string, texts: string[]) =>
  eventually(() => expect(said(desk.thread(name))).toEqual(texts));

test('the second process stands by without asking for updates, and takes over at once when the first stops', async () => {
  await using desk = await startDesk({ asleep: true });
  await using one = await anotherProcess(desk, { leaseTimes: PATIENT });
  await using two = await anotherProcess(desk, { leaseTimes: PATIENT });
  expect([one.role(), two.role()]).toEqual(['leader', 'standby']);
  desk.client('ana').writes('a1');
  await seesAll(desk, 'ana', ['a1']);
  expect(desk.log.join('') + one.log.join('')).not.toContain('polling.conflict');
  await one.stop();
  desk.client('ana').writes('a2');
  await seesAll(desk, 'ana', ['a1', 'a2']);
  desk.agent('bia').comments('ana', 'b1');
  await eventually(() => expect(desk.client('ana').lastMessage()).toBe('b1'));
  expect(two.role()).toBe('leader');
  expect(two.log.join('')).toContain('lease.taken');
});

test('what the process that stands by takes in, the other delivers: all of it, in order, once', async () => {
  await using desk = await startDesk({ asleep: true });
  using entrance = await balancer();
  await using one = await anotherProcess(desk, { leaseTimes: PATIENT, hookUrl: entrance.url });
  await using two = await anotherProcess(desk, { leaseTimes: PATIENT, hookUrl: entrance.url });
  entrance.ports.push(one.port, two.port);
  await eventually(() => expect(desk.sandbox.calls.map(({ method }) => method)).toContain('setWebhook'));
  const names = ['ana', 'bruno', 'carla'];
  const words = (name: string, from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, n) => `${name[0] ?? ''}${from + n}`);
  for (const name of names) for (const text of words(name, 0, 4)) desk.client(name).writes(text);
  for (const name of names) await seesAll(desk, name, words(name, 0, 4));
  for (let n = 4; n < 12; n += 1) {
    for (const name of names) desk.client(name).writes(`${name[0] ?? ''}${n}`);
    if (n % 4 === 0) desk.agent('bia').comments('ana', `r${n}`);
  }
  for (const name of names) {
    const ofClient = (texts: string[]) => said(texts).filter((text) => !text.startsWith('r'));
    await eventually(() => expect(ofClient(desk.thread(name))).toEqual(words(name, 0, 12)));
  }
  const answers = () => said(desk.client('ana').texts());
  await eventually(() => expect(answers()).toEqual(['r4', 'r8']));
  expect(new Set(entrance.handed)).toEqual(new Set([one.port, two.port]));
  expect([one.role(), two.role()]).toEqual(['leader', 'standby']);
  for (const { port, role } of [one, two]) {
    const ready = await fetch(`http://127.0.0.1:${port}/ready`);
    expect(await ready.json()).toEqual({ ready: true, role: role(), reasons: {} });
  }
});

test('whoever loses the lease whenever: every word arrives, in order, repeated at most once per loss and lane', async () => {
  const { next, pick } = randomFrom(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  await using desk = await startDesk({ asleep: true });
  using entrance = await balancer();
  const leaseTimes = { ttlMs: 60_000, renewMs: 50, tryMs: 20 };
  await using one = await anotherProcess(desk, { leaseTimes, hookUrl: entrance.url });
  await using two = await anotherProcess(desk, { leaseTimes, hookUrl: entrance.url });
  entrance.ports.push(one.port, two.port);
  await eventually(() => expect(desk.sandbox.calls.map(({ method }) => method)).toContain('setWebhook'));
  const lease = createLeaseStore(desk.redis, desk.keys);
  const names = ['ana', 'bruno', 'carla', 'davi'];
  const texts = new Map(names.map((name): [string, string[]] => [name, []]));
  const arrived = (name: string): string[] => (desk.posts(name).length === 0 ? [] : said(desk.thread(name)));
  let losses = 0;
  for (let n = 0; n < 80; n += 1) {
    const name = pick(names);
    texts.get(name)?.push(`m${n}`);
    desk.client(name).writes(`m${n}`);
    await systemClock.sleep(below(8));
    if (below(6) > 0) continue;
    losses += 1;
    await lease.take(`thief ${n}`, 1 + below(60), true);
  }
  await eventually(() => {
    for (const [name, written] of texts) expect([...new Set(arrived(name))], `seed ${seed}`).toEqual(written);
  });
  await eventually(() => expect([one, two].every((process) => process.idle())).toBe(true));
  const all = names.flatMap(arrived);
  expect(all.length - new Set(all).size, `seed ${seed}`).toBeLessThanOrEqual(losses);
  for (const name of names) expect(desk.posts(name).length).toBeLessThanOrEqual(1);
  expect(await desk.redis.exists(desk.keys.owners, desk.keys.unreadOwners)).toBe(0);
});

test('a process that lost the lease stops delivering, and takes it up again when it can', async () => {
  await using desk = await startDesk({ asleep: true });
  await using one = await anotherProcess(desk, { leaseTimes: EAGER });
  desk.client('ana').writes('a1');
  await seesAll(desk, 'ana', ['a1']);
  const lease = createLeaseStore(desk.redis, desk.keys);
  const { token } = await lease.take('somebody', 60_000, true);
  desk.client('ana').writes('a2');
  // A call under way may still arrive.
  await eventually(() => expect([one.role(), one.idle()]).toEqual(['standby', true]));
  const delivered = desk.thread('ana');
  desk.client('bruno').writes('b1');
  await eventually(() => expect(one.idle()).toBe(true));
  expect(desk.thread('ana')).toEqual(delivered);
  expect(desk.posts('bruno')).toEqual([]);

  await lease.release(token ?? 0);
  await seesAll(desk, 'bruno', ['b1']);
  // The call under way at the loss of the lease may have come twice.
  await eventually(() => expect(new Set(said(desk.thread('ana')))).toEqual(new Set(['a1', 'a2'])));
  expect(said(desk.thread('ana')).length).toBeLessThanOrEqual(3);
  expect(one.log.join('')).toContain('lease.lost');
});
