import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { isRedisTrouble, wantsReconnect, whatAilsRedis } from '../../src/store/redis-errors.ts';
import { eventually } from '../support/eventually.ts';
import { rawRedis } from '../support/raw-redis.ts';

type Server = Awaited<ReturnType<typeof rawRedis>>;
type Row = {
  when: string;
  settings?: string[];
  /** Makes the server refuse, and returns the command that is refused. */
  make(server: Server): Promise<() => Promise<unknown>>;
  reply: RegExp;
  next: 'wait' | 'reconnect' | 'defect';
  says: RegExp;
};

const write = (redis: Redis) => () => redis.set('balcao:{1}:x', '1');
const script = (redis: Redis) => () =>
  redis.eval("return redis.call('HSET', KEYS[1], 'a', '1')", 1, 'balcao:{1}:h');

/** A user of the desk with all rights but those. */
const narrowed =
  (...rules: string[]) =>
  async ({ admin, connect }: Server): Promise<Redis> => {
    await admin.acl('SETUSER', 'desk', 'on', '>secret', '~*', '&*', '+@all', ...rules);
    return connect({ username: 'desk', password: 'secret' });
  };

const rows: Row[] = [
  {
    when: 'is full',
    make: async ({ admin }) => {
      await admin.config('SET', 'maxmemory', '1');
      return write(admin);
    },
    reply: /^OOM/,
    next: 'wait',
    says: /is full\. Raise its maxmemory/,
  },
  {
    when: 'is full in the middle of a script',
    make: async ({ admin }) => {
      await admin.config('SET', 'maxmemory', '1');
      return script(admin);
    },
    reply: /OOM/,
    next: 'wait',
    says: /is full/,
  },
  {
    when: 'cannot save to its disk',
    settings: ['--save', '3600 1'],
    make: async ({ admin, dir }) => {
      mkdirSync(join(dir, 'dump.rdb'));
      await admin.set('a', '1');
      await admin.bgsave();
      await eventually(async () =>
        expect(await admin.info('persistence')).toContain('rdb_last_bgsave_status:err'),
      );
      return write(admin);
    },
    reply: /^MISCONF/,
    next: 'wait',
    says: /cannot write to its disk/,
  },
  {
    when: 'became a replica',
    make: async ({ admin }) => {
      await admin.replicaof('127.0.0.1', '1');
      return write(admin);
    },
    reply: /^READONLY/,
    next: 'reconnect',
    says: /is a replica.*Point REDIS_URL to the primary/,
  },
  {
    when: 'became a replica, met by a script',
    make: async ({ admin }) => {
      await admin.replicaof('127.0.0.1', '1');
      return script(admin);
    },
    reply: /READONLY/,
    next: 'reconnect',
    says: /is a replica/,
  },
  {
    when: 'is a replica that lost its primary',
    settings: ['--replica-serve-stale-data', 'no'],
    make: async ({ admin }) => {
      await admin.replicaof('127.0.0.1', '1');
      return () => admin.get('balcao:{1}:x');
    },
    reply: /^MASTERDOWN/,
    next: 'reconnect',
    says: /is a replica/,
  },
  {
    when: 'has too few replicas',
    make: async ({ admin }) => {
      await admin.config('SET', 'min-replicas-to-write', '1');
      return write(admin);
    },
    reply: /^NOREPLICAS/,
    next: 'wait',
    says: /fewer replicas/,
  },
  {
    when: 'runs a long script of another program',
    settings: ['--busy-reply-threshold', '1'],
    make: async ({ admin, connect }) => {
      const other = connect();
      await other.ping();
      void other.eval('while true do end', 0).catch(() => undefined);
      await eventually(() => expect(admin.ping()).rejects.toThrow('BUSY'));
      return async () => {
        const answer = await write(admin)().catch((error: unknown) => error);
        await admin.script('KILL');
        throw answer;
      };
    },
    reply: /^BUSY /,
    next: 'wait',
    says: /is busy/,
  },
  {
    when: 'loads its data',
    settings: [
      '--enable-debug-command',
      'yes',
      '--key-load-delay',
      '2000',
      '--loading-process-events-interval-bytes',
      '1024',
    ],
    make: async ({ admin, connect }) => {
      const other = connect();
      for (let n = 0; n < 2000; n += 1) void other.set(`k${n}`, 'x'.repeat(100));
      await other.ping();
      void other.call('DEBUG', 'RELOAD').catch(() => undefined);
      await eventually(() => expect(admin.ping()).rejects.toThrow('LOADING'));
      return write(admin);
    },
    reply: /^LOADING/,
    next: 'wait',
    says: /is busy: it loads its data/,
  },
  {
    when: 'is a cluster that is not complete',
    settings: ['--cluster-enabled', 'yes'],
    make: async ({ admin }) => write(admin),
    reply: /^CLUSTERDOWN/,
    next: 'wait',
    says: /Cluster is not complete/,
  },
  {
    when: 'withdrew the right to a command',
    make: async (server) => write(await narrowed('-set')(server)),
    reply: /^NOPERM/,
    next: 'wait',
    says: /may not use the command SET\. Allow it: ACL SETUSER <user> \+set/,
  },
  {
    when: 'withdrew the right to a command that a script uses',
    make: async (server) => script(await narrowed('-hset')(server)),
    reply: /NOPERM|user executing the script/,
    next: 'wait',
    says: /may not use (the command HSET|a command of its scripts)/,
  },
  {
    when: 'withdrew the right to the keys',
    make: async (server) => write(await narrowed('resetkeys', '~other:*')(server)),
    reply: /^NOPERM/,
    next: 'wait',
    says: /may not use the keys of the desk\. Allow it: ACL SETUSER <user> ~balcao:\*/,
  },
  {
    when: 'withdrew the right to the channels',
    make: async (server) => {
      const desk = await narrowed('resetchannels')(server);
      return () => desk.publish('balcao:{1}:unread-owners', '1');
    },
    reply: /^NOPERM/,
    next: 'wait',
    says: /may not use the channels of the desk/,
  },
  {
    when: 'wants a password',
    make: async ({ admin, connect }) => {
      await admin.config('SET', 'requirepass', 'secret');
      return write(connect());
    },
    reply: /^NOAUTH/,
    next: 'reconnect',
    says: /does not let the desk in\. Correct the user and the password in REDIS_URL/,
  },
  {
    when: 'has another password',
    make: async ({ admin, connect }) => {
      await admin.config('SET', 'requirepass', 'secret');
      return write(connect({ password: 'wrong' }));
    },
    reply: /^(WRONGPASS|NOAUTH)/,
    next: 'reconnect',
    says: /does not let the desk in/,
  },
  {
    when: 'has a command switched off',
    settings: ['--rename-command', 'EVALSHA', ''],
    make:
      async ({ admin }) =>
      () =>
        admin.evalsha('0'.repeat(40), 0),
    reply: /^ERR unknown command/,
    next: 'wait',
    says: /does not know EVALSHA: its settings disable the command/,
  },
  {
    when: 'has a command of a script switched off',
    settings: ['--rename-command', 'HSET', ''],
    make: async ({ admin }) => script(admin),
    reply: /Unknown Redis command called from/,
    next: 'wait',
    says: /does not know a command: its settings disable the command/,
  },
  {
    when: 'has a script of the desk ended by a person',
    settings: ['--busy-reply-threshold', '1'],
    make: async ({ admin, connect }) => {
      const desk = connect();
      await desk.ping();
      const endless = desk.eval('while true do end', 0);
      endless.catch(() => undefined);
      await eventually(() => expect(admin.ping()).rejects.toThrow('BUSY'));
      await admin.script('KILL');
      return () => endless;
    },
    reply: /Script killed by user/,
    next: 'wait',
    says: /A person ended a script of the desk/,
  },
  {
    when: 'holds another type under the key',
    make: async ({ admin }) => {
      await admin.hset('balcao:{1}:x', 'a', '1');
      return () => admin.get('balcao:{1}:x');
    },
    reply: /^WRONGTYPE/,
    next: 'defect',
    says: /./,
  },
  {
    when: 'is asked nonsense',
    make:
      async ({ admin }) =>
      () =>
        admin.call('SET', 'a'),
    reply: /^ERR wrong number/,
    next: 'defect',
    says: /./,
  },
  {
    when: 'is sent a script with a mistake',
    make:
      async ({ admin }) =>
      () =>
        admin.eval('return nothing.at', 0),
    reply: /^ERR/,
    next: 'defect',
    says: /./,
  },
];

test.each(rows)('a Redis that $when: $next', async ({ settings = [], make, reply, next, says }) => {
  await using server = await rawRedis(...settings);
  const refused = await make(server);
  const error = await refused().then(
    () => new Error('It was taken'),
    (reason: Error) => reason,
  );
  expect(error.message).toMatch(reply);
  expect(isRedisTrouble(error)).toBe(next !== 'defect');
  expect(wantsReconnect(error)).toBe(next === 'reconnect');
  expect(whatAilsRedis(error)).toMatch(says);
});

/** Replies of services and of constellations that one server alone cannot show. */
const told: [reply: string, next: 'wait' | 'reconnect' | 'defect', says: RegExp][] = [
  ['MOVED 3999 127.0.0.1:6381', 'reconnect', /one node of a Redis Cluster/],
  ['ASK 3999 127.0.0.1:6381', 'reconnect', /one node of a Redis Cluster/],
  ['TRYAGAIN Multiple keys request during rehashing of slot', 'wait', /Cluster is not complete/],
  ['DENIED Redis is running in protected mode', 'reconnect', /protected mode/],
  ['ERR max number of clients reached', 'reconnect', /Raise its maxclients/],
  ['ERR max daily request limit exceeded. Limit: 10000', 'wait', /quota of the Redis service/],
  ['NEWCODE something a later Redis may say', 'wait', /refuses the desk's commands \(NEWCODE\)/],
  ["CROSSSLOT Keys in request don't hash to the same slot", 'defect', /./],
];

test.each(told)('%s: %s', (reply, next, says) => {
  const error = Object.assign(new Error(reply), { name: 'ReplyError' });
  expect(isRedisTrouble(error)).toBe(next !== 'defect');
  expect(wantsReconnect(error)).toBe(next === 'reconnect');
  expect(whatAilsRedis(error)).toMatch(says);
});

test('a file that is not there is no trouble of Redis, a socket that is not there is', () => {
  const failed = (syscall: string) =>
    Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT', syscall });
  expect(isRedisTrouble(failed('mkdir'))).toBe(false);
  expect(isRedisTrouble(failed('connect'))).toBe(true);
});
