import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acquireDeskLock } from '../../src/embedded-redis/desk-lock.ts';
import { identifyOurselves } from '../../src/embedded-redis/process-identity.ts';
import { startEmbeddedRedis } from '../../src/embedded-redis/start.ts';
import {
  newDir,
  embeddedOptions,
  startRedis,
  until,
  refusal,
  otherProcess,
  otherDesk,
  living,
} from '../support/embedded-redis.ts';

test('a second desk on the same folder is refused, by the pid of the first', async () => {
  const dir = newDir();
  const first = await otherDesk(dir);
  living(first.said['redisPid']);
  const message = await refusal(startEmbeddedRedis(embeddedOptions(dir)));
  expect(message).toContain(`Another desk (pid ${first.pid}) is using ${dir}`);
});

test('a desk that stopped leaves its folder to the next, in the same process too', async () => {
  const dir = newDir();
  const first = await startRedis(dir);
  expect(await refusal(startEmbeddedRedis(embeddedOptions(dir)))).toContain(`pid ${process.pid}`);
  await first.stop();
  await startRedis(dir);
});

test('the lock of a dead desk is taken over by exactly one of those who try', async () => {
  const dir = newDir();
  const dead = await otherProcess(`
    const { acquireDeskLock } = await import('./src/embedded-redis/desk-lock.ts');
    acquireDeskLock(${JSON.stringify(dir)}, 'data');
    console.log('{}');
  `);
  await dead.kill();
  const rivals = await Promise.all(
    [1, 2, 3].map(() =>
      otherProcess(`
        const { existsSync, writeFileSync } = await import('node:fs');
        const { acquireDeskLock } = await import('./src/embedded-redis/desk-lock.ts');
        const dir = ${JSON.stringify(dir)};
        console.log('{}');
        while (!existsSync(dir + '/go'));
        try {
          acquireDeskLock(dir, 'data');
          writeFileSync(dir + '/won-' + process.pid, '');
        } catch {
          writeFileSync(dir + '/lost-' + process.pid, '');
        }
        setInterval(() => {}, 1000);
      `),
    ),
  );
  writeFileSync(join(dir, 'go'), '');
  const results = (): string[] => readdirSync(dir).filter((name) => /^(won|lost)-/.test(name));
  await until(() => results().length === rivals.length, 'all have tried');
  expect(results().filter((name) => name.startsWith('won'))).toHaveLength(1);
});

test('a pid that was given to another process since is not taken for the owner', () => {
  const dir = newDir();
  const reused = { ...identifyOurselves(), born: 'earlier' };
  writeFileSync(join(dir, 'desk.lock.7'), JSON.stringify(reused));
  const lock = acquireDeskLock(dir, dir);
  expect(() => acquireDeskLock(dir, dir)).toThrow('Another desk');
  lock.release();
  acquireDeskLock(dir, dir).release();
});

test('claims left behind by earlier desks change nothing for the holder', () => {
  const dir = newDir();
  writeFileSync(join(dir, 'desk.lock.3'), 'torn by a power cut');
  const holder = acquireDeskLock(dir, dir);
  writeFileSync(join(dir, 'desk.lock.2'), 'released');
  expect(() => acquireDeskLock(dir, dir)).toThrow('Another desk');
  holder.release();
});
