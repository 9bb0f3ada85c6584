import { once } from 'node:events';
import { inject, expect, test } from 'vitest';
import { type Duties, Leader, LEASE_TIMES } from '../../src/leader/leader.ts';
import { createLeaseStore } from '../../src/store/lease.ts';
import { createKeys } from '../../src/store/keys.ts';
import { connectRedis, type RedisConnection } from '../../src/store/redis.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { turn } from '../support/driven-clock.ts';
import { eventually } from '../support/eventually.ts';
import { JUMPS, jumpingClock } from '../support/jumping-clock.ts';
import { freshDeskId, testRedis } from '../support/redis.ts';

const redis = testRedis();
const { ttlMs, renewMs, tryMs } = LEASE_TIMES;

const untilOver = (over: AbortSignal): Promise<void> =>
  new Promise((resolve) => over.addEventListener('abort', () => resolve(), { once: true }));

type Line = { event: string; token?: number; leader?: string };

const toldBy = ({ event, token, leader }: Line): string =>
  ({
    'lease.taken': `took ${token}`,
    'lease.lost': `lost ${token}`,
    'lease.standing-by': `standing by for ${leader}`,
    'lease.troubled': 'troubled',
  })[event] ?? event;

/** A process and its time. No key expires here: a test ends before. */
function aProcess(
  name: string,
  desk: number,
  { alone = false, connection = redis }: { alone?: boolean; connection?: RedisConnection } = {},
) {
  const clock = jumpingClock();
  const stopping = new AbortController();
  const told: string[] = [];
  const keys = createKeys(desk);
  const reasons: string[] = [];
  const store = createLeaseStore(connection, keys);
  const leader = new Leader({
    store,
    candidate: { name, alone, times: LEASE_TIMES },
    clock,
    stopping: stopping.signal,
    log: createLogger(
      { level: 'info', pretty: false },
      { write: (line: string) => told.push(toldBy(JSON.parse(line))) },
    ),
    readiness: { block: (_, reason) => void reasons.push(reason) },
  });
  let served: Promise<void> | null = null;
  return {
    leader,
    keys,
    reasons,
    clock,
    told,
    async starts(duties: Duties = (over) => [untilOver(over)]) {
      served = leader.serve(duties);
      await Promise.race([leader.decided, served]);
    },
    /** From here on each renewal fails. */
    refuses(refusal: Error): void {
      store.renew = async () => {
        throw refusal;
      };
    },
    ends: () => served,
    async stops() {
      stopping.abort();
      await served;
    },
    tells: (...expected: string[]) => eventually(() => expect(told).toEqual(expected)),
  };
}

async function twoProcesses() {
  const desk = freshDeskId();
  const one = aProcess('one', desk);
  const two = aProcess('two', desk);
  await one.starts();
  await two.starts();
  return { one, two };
}

/** As after a long time without a renewal. */
const expires = (process: { keys: { lease: string } }) => redis.del(process.keys.lease);

test('one process serves, the other stands by and takes over when the first stops', async () => {
  const { one, two } = await twoProcesses();
  await one.tells('took 1');
  await two.tells('standing by for one');
  expect([one.leader.leads(), two.leader.leads()]).toEqual([true, false]);
  expect(await two.leader.mayCall()).toBe(false);
  await one.stops();
  two.leader.wake();
  await two.tells('standing by for one', 'took 2');
  expect(await two.leader.mayCall()).toBe(true);
  await two.stops();
});

test('a lease that is renewed is nobody else’s, however long the process lives', async () => {
  const { one, two } = await twoProcesses();
  for (let n = 0; n < 20; n += 1) {
    // More than a renewal gives, to show a renewal.
    await redis.pexpire(one.keys.lease, 6 * ttlMs);
    await eventually(async () => {
      await one.clock.advance(renewMs);
      expect(await redis.pttl(one.keys.lease)).toBeLessThanOrEqual(ttlMs);
    });
    await two.clock.advance(tryMs);
  }
  expect(two.told).toEqual(['standing by for one']);
  await Promise.all([one.stops(), two.stops()]);
});

test('who stands by and stops while it asks for the lease does not ask again', async () => {
  const { one, two } = await twoProcesses();
  two.leader.wake();
  // It asks now.
  await turn();
  await two.stops();
  expect(two.told).toEqual(['standing by for one']);
  await one.stops();
});

test('a process that was paused for too long asks before its next call, and finds the lease taken', async () => {
  const { one, two } = await twoProcesses();
  await expires(one);
  await two.clock.advance(tryMs);
  await two.tells('standing by for one', 'took 2');
  // Awake again: the clock shows the pause first.
  const paused = one.clock.monotonic();
  one.clock.monotonic = () => paused + ttlMs;
  expect(await one.leader.mayCall()).toBe(false);
  await one.tells('took 1', 'lost 1', 'standing by for two');
  expect(one.leader.fence.token()).toBe(0);
  await Promise.all([one.stops(), two.stops()]);
});

test('a process that was paused while nobody took its place goes on', async () => {
  const desk = freshDeskId();
  const one = aProcess('one', desk);
  await one.starts();
  await expires(one);
  const paused = one.clock.monotonic();
  one.clock.monotonic = () => paused + ttlMs;
  expect(await one.leader.mayCall()).toBe(true);
  expect(one.told).toEqual(['took 1']);
  await one.stops();
});

test('a refusal by Redis ends the term at once; one of an earlier term does not', async () => {
  const { one, two } = await twoProcesses();
  one.leader.fence.refused(0);
  expect(one.leader.leads()).toBe(true);
  one.leader.fence.refused(1);
  expect(one.leader.leads()).toBe(false);
  expect(await one.leader.mayCall()).toBe(false);
  await Promise.all([one.stops(), two.stops()]);
});

test('while Redis is away nothing may be called; when it is back, the call is made', async () => {
  const connection = connectRedis(inject('redisSocket'), () => {});
  const one = aProcess('one', freshDeskId(), { connection });
  await one.starts();
  expect(await one.leader.mayCall()).toBe(true);
  const ended = once(connection, 'end');
  connection.disconnect();
  await ended;
  await one.clock.advance(ttlMs);
  let allowed: boolean | null = null;
  const asked = one.leader.mayCall().then((answer) => {
    allowed = answer;
  });
  await one.clock.advance(10 * ttlMs);
  expect(allowed).toBeNull();
  await connection.connect();
  await eventually(async () => {
    await one.clock.advance(1000);
    expect(allowed).toBe(true);
  });
  await asked;
  await one.stops();
  connection.disconnect();
});

test('a process that knows itself alone does not wait for a lease that a dead one left', async () => {
  const desk = freshDeskId();
  const dead = aProcess('dead', desk);
  await dead.starts();
  const one = aProcess('one', desk, { alone: true });
  await one.starts();
  expect(one.told).toEqual(['took 2']);
  await Promise.all([one.stops(), dead.stops()]);
});

test('when one duty fails the others end, the lease is free, and it is told why', async () => {
  const desk = freshDeskId();
  const one = aProcess('one', desk);
  let ended = false;
  await one.starts((over) => [
    untilOver(over).then(() => {
      ended = true;
    }),
    Promise.reject(new Error('no token')),
  ]);
  await expect(one.ends()).rejects.toThrow('no token');
  expect(ended).toBe(true);
  expect(await redis.exists(one.keys.lease)).toBe(0);
});

test('a term ends with its last call, and only then can the next one begin', async () => {
  const desk = freshDeskId();
  const one = aProcess('one', desk);
  let finish = (): void => {};
  const call = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let terms = 0;
  await one.starts((over) => {
    terms += 1;
    return [untilOver(over).then(() => (terms === 1 ? call : undefined))];
  });
  one.leader.fence.refused(1);
  await expires(one);
  await one.clock.advance(5 * tryMs);
  expect(terms).toBe(1);
  finish();
  await one.tells('took 1', 'lost 1', 'took 2');
  await one.stops();
});

test('a Redis that refuses the lease every few seconds is reported once a minute, and to /ready each time', async () => {
  const one = aProcess('one', freshDeskId());
  const full = Object.assign(new Error("OOM command not allowed when used memory > 'maxmemory'."), {
    name: 'ReplyError',
  });
  await one.starts();
  one.refuses(full);
  await eventually(async () => {
    await one.clock.advance(renewMs);
    expect(one.told.filter((line) => line === 'troubled')).toHaveLength(2);
  });
  expect(new Set(one.reasons)).toEqual(
    new Set(['Redis is full. Raise its maxmemory, or give its machine more.']),
  );
  expect(one.reasons.length).toBeGreaterThan(10);
  await one.stops();
});

test.each(JUMPS)('a leader whose wall clock jumps %s stays the leader', async (_how, first, second) => {
  const { one, two } = await twoProcesses();
  for (const jumpMs of [first, second]) {
    one.clock.jumps(jumpMs);
    expect(await one.leader.mayCall()).toBe(true);
    await one.clock.advance(renewMs);
    await two.clock.advance(tryMs);
  }
  await one.tells('took 1');
  await two.tells('standing by for one');
  await one.stops();
  await two.stops();
});

test('a leader whose whole machine was paused asks before the next call', async () => {
  const { one, two } = await twoProcesses();
  await expires(one);
  await two.clock.advance(tryMs);
  await two.tells('standing by for one', 'took 2');
  // The monotonic clock does not count the pause.
  one.clock.jumps(ttlMs);
  expect(await one.leader.mayCall()).toBe(false);
  await one.tells('took 1', 'lost 1');
  await one.stops();
  await two.stops();
});

test('a dead leader keeps the lease no longer because the clock of Redis went back', async () => {
  const { one, two } = await twoProcesses();
  await redis.pexpire(one.keys.lease, 24 * 3_600_000);
  await eventually(async () => {
    await two.clock.advance(tryMs);
    expect(await redis.pttl(one.keys.lease)).toBeLessThanOrEqual(ttlMs);
  });
  await one.stops();
  await two.stops();
});
