import { describe, expect, test } from 'vitest';
import type { Guard, Write } from '../../src/actor/ports.ts';
import { testRedis } from '../support/redis.ts';
import { aCommit, deskStores } from '../support/stores.ts';

const redis = testRedis();

describe('a commit with guards of its own', () => {
  const guarded = (guards: Guard[]) =>
    aCommit({
      once: 'u1',
      effects: [{ kind: 'reconcilePost' }],
      guards,
    });

  test.each(['applied', 'conflict', 'taken'] as const)(
    'that finds another value changes nothing at all, and says %s',
    async (otherwise) => {
      const desk = deskStores(redis);
      const key = desk.keys.campaign('one');
      const before = await desk.dump();
      const commit = guarded([{ key, is: '3', otherwise }]);
      expect(await desk.clients.commit(commit)).toEqual({ status: otherwise });
      await redis.set(key, '4');
      expect(await desk.clients.commit(commit)).toEqual({ status: otherwise });
      await redis.del(key);
      expect(await desk.dump()).toEqual(before);
    },
  );

  test('that finds what it was decided with is made, fields of a hash and absent values too', async () => {
    const desk = deskStores(redis);
    const hash = desk.keys.troubles;
    await redis.hset(hash, 'version', '7');
    const commit = aCommit({
      once: 'u1',
      guards: [
        { key: hash, field: 'version', is: '7', otherwise: 'conflict' },
        { key: hash, field: 'other', is: null, otherwise: 'taken' },
        { key: desk.keys.campaign('one'), is: null, otherwise: 'taken' },
      ],
      writes: [
        ['HINCRBY', hash, 'version', '1'],
        ['HSETNX', hash, 'other', 'x'],
        ['XADD', desk.keys.campaign('facts'), '*', 'f', '{}'],
        ['SET', desk.keys.campaign('one'), 'begun', 'PX', '60000'],
      ],
    });
    expect(await desk.clients.commit(commit)).toMatchObject({ status: 'committed' });
    expect(await redis.hgetall(hash)).toEqual({ version: '8', other: 'x' });
    expect(await redis.xlen(desk.keys.campaign('facts'))).toBe(1);
    expect(await redis.get(desk.keys.campaign('one'))).toBe('begun');
    expect(await desk.clients.commit(commit)).toEqual({ status: 'applied' });
    expect(await redis.hget(hash, 'version')).toBe('8');
  });

  test('that comes again after it was applied is known, whatever its guards would say now', async () => {
    const desk = deskStores(redis);
    const key = desk.keys.campaign('one');
    await desk.clients.commit(aCommit({ once: 'u1' }));
    const again = aCommit({ once: 'u1', guards: [{ key, is: '9', otherwise: 'conflict' }] });
    expect(await desk.clients.commit(again)).toEqual({ status: 'applied' });
  });

  test('that would touch more keys than a commit may is a defect, and changes nothing', async () => {
    const desk = deskStores(redis);
    const writes = Array.from({ length: 40 }, (_, n): Write => ['SADD', desk.keys.campaign(`c${n}`), '1']);
    await expect(desk.clients.commit(aCommit({ once: 'u1', writes }))).rejects.toThrow(/over 40 keys/);
    expect(await desk.keysInRedis()).toEqual([]);
  });
});

test('a count that stands twice in a commit counts twice', async () => {
  const desk = deskStores(redis);
  const count: Write = ['HINCRBY', desk.keys.troubles, 'n', '1'];
  await desk.clients.commit(aCommit({ once: 'u1', writes: [count, count] }));
  expect(await redis.hget(desk.keys.troubles, 'n')).toBe('2');
});
