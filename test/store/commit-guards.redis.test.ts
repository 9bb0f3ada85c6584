import { describe, expect, test } from 'vitest';
import type { Changes, Guard, Write } from '../../src/actor/changes.ts';
import { createDispatch } from '../../src/actor/dispatch.ts';
import { DefectError } from '../../src/base/errors.ts';
import { auditStream, auditWrites } from '../../src/store/audit.ts';
import { createKeys } from '../../src/store/keys.ts';
import { testRedis } from '../support/redis.ts';
import { aCommit, client, type DeskStores, deskStores, T0, user, wrote } from '../support/stores.ts';

const redis = testRedis();

/** Keys of a feature. */
const ours = ({ keys }: DeskStores) => keys.feature('tests');

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
      const key = ours(desk)('one');
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
    const hash = ours(desk)('hash');
    await redis.hset(hash, 'version', '7');
    const commit = aCommit({
      once: 'u1',
      guards: [
        { key: hash, field: 'version', is: '7', otherwise: 'conflict' },
        { key: hash, field: 'other', is: null, otherwise: 'taken' },
        { key: ours(desk)('one'), is: null, otherwise: 'taken' },
      ],
      writes: [
        ['HINCRBY', hash, 'version', '1'],
        ['HSETNX', hash, 'other', 'x'],
        ['XADD', ours(desk)('facts'), '*', 'f', '{}'],
        ['SET', ours(desk)('one'), 'begun', 'PX', '60000'],
      ],
    });
    expect(await desk.clients.commit(commit)).toMatchObject({ status: 'committed' });
    expect(await redis.hgetall(hash)).toEqual({ version: '8', other: 'x' });
    expect(await redis.xlen(ours(desk)('facts'))).toBe(1);
    expect(await redis.get(ours(desk)('one'))).toBe('begun');
    expect(await desk.clients.commit(commit)).toEqual({ status: 'applied' });
    expect(await redis.hget(hash, 'version')).toBe('8');
  });

  test('that comes again after it was applied is known, whatever its guards would say now', async () => {
    const desk = deskStores(redis);
    const key = ours(desk)('one');
    await desk.clients.commit(aCommit({ once: 'u1' }));
    const again = aCommit({ once: 'u1', guards: [{ key, is: '9', otherwise: 'conflict' }] });
    expect(await desk.clients.commit(again)).toEqual({ status: 'applied' });
  });

  test('that would touch more keys than a commit may is a defect, and changes nothing', async () => {
    const desk = deskStores(redis);
    const writes = Array.from({ length: 40 }, (_, n): Write => ['SADD', ours(desk)(`c${n}`), '1']);
    await expect(desk.clients.commit(aCommit({ once: 'u1', writes }))).rejects.toThrow(/over 40 keys/);
    expect(await desk.keysInRedis()).toEqual([]);
  });
});

test('a count that stands twice in a commit counts twice', async () => {
  const desk = deskStores(redis);
  const count: Write = ['HINCRBY', ours(desk)('hash'), 'n', '1'];
  await desk.clients.commit(aCommit({ once: 'u1', writes: [count, count] }));
  expect(await redis.hget(ours(desk)('hash'), 'n')).toBe('2');
});

describe('a key of an engine', () => {
  const engines: [string, (desk: DeskStores) => string][] = [
    ['the client', ({ keys }) => keys.client(client(700))],
    ['the outbox', ({ keys }) => keys.outbox(user(700))],
    ['the owners', ({ keys }) => keys.owners],
    ['the sequence', ({ keys }) => keys.sequence],
    ['the fence', ({ keys }) => keys.fence],
    ['the lease', ({ keys }) => keys.lease],
    ['the data id', ({ keys }) => keys.dataId],
    ['the version of the settings', ({ keys }) => keys.settingsVersion],
    ['the mark of a command', ({ keys }) => keys.applied('u1')],
    ['the ticket numbers', ({ keys }) => keys.tickets],
    ['a feature of another desk', ({ desk }) => createKeys(desk + 1).feature('tests')('one')],
    ['a key spelled by hand', () => 'balcao:feature:tests:one'],
  ];
  test.each(engines)('is no key for a feature: %s', async (_what, keyOf) => {
    const desk = deskStores(redis);
    const key = keyOf(desk);
    const writes: Write[] = [['SET', key, '1', 'PX', '60000']];
    const guards: Guard[] = [{ key, is: null, otherwise: 'taken' }];
    for (const changes of [{ writes }, { guards }]) {
      const commit = desk.clients.commit(aCommit({ once: 'u1', ...changes }));
      await expect(commit).rejects.toThrow(/belongs to an engine/);
      await expect(commit).rejects.toBeInstanceOf(DefectError);
    }
    expect(await desk.keysInRedis()).toEqual([]);
  });

  test('but a feature adds rows to the audit, and only adds', async () => {
    const desk = deskStores(redis);
    const row = { at: T0, actor: { kind: 'desk' }, what: 'campaign.started', target: 'x' } as const;
    await desk.clients.commit(aCommit({ once: 'u1', writes: auditWrites([row], desk.keys) }));
    expect((await auditStream(redis, desk.keys).newest(5)).map((placed) => placed.row)).toEqual([row]);
    const gone: Write[] = [['DEL', desk.keys.audit]];
    await expect(desk.clients.commit(aCommit({ once: 'u2', writes: gone }))).rejects.toThrow(/may not write/);
  });
});

test('guards and writes of a command and of a reaction are made with the state, or not at all', async () => {
  const desk = deskStores(redis);
  const key = ours(desk)('told');
  const told = (field: string): Changes => ({
    guards: [{ key, field, is: null, otherwise: 'taken' }],
    writes: [['HSET', key, field, '1']],
  });
  const dispatch = createDispatch({
    store: desk.clients,
    reactions: {
      rules: [() => [{ id: 'r1', react: () => ({ writes: [['HINCRBY', key, 'ruled', '1']] }) }]],
      indexed: [({ after }) => told(`reacted ${after.state.context.ticket.number}`)],
    },
    onCommitted() {},
    onBehind() {},
    waitOut: async () => false,
  });
  expect(await dispatch(wrote(700, 1, told('commanded')))).toBe('committed');
  expect(await redis.hgetall(key)).toEqual({ commanded: '1', ruled: '1', 'reacted 1': '1' });
  const before = await desk.dump();
  expect(await dispatch(wrote(700, 2))).toBe('taken');
  expect(await dispatch(wrote(701, 3, told('commanded')))).toBe('taken');
  await redis.decr(desk.keys.tickets);
  expect(await desk.dump()).toEqual(before);
});
