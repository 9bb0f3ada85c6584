import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isAlive } from '../../src/embedded-redis/process-identity.ts';
import { living, otherProcess, until } from '../support/embedded-redis.ts';

test('what a killed benchmark or test run leaves running is ended, and its folder removed', async () => {
  const run = await otherProcess(`
    const { spawn } = await import('node:child_process');
    const { openFolder } = await import('./scripts/bench/leftovers.ts');
    const dir = openFolder('balcao-left-');
    const child = spawn('sleep', ['600'], { cwd: dir, detached: true, stdio: 'ignore' });
    console.log(JSON.stringify({ dir, pid: child.pid }));
  `);
  const dir = String(run.said['dir']);
  const left = living(run.said['pid']);
  expect(existsSync(dir)).toBe(true);
  await run.kill();
  await until(() => !isAlive(left) && !existsSync(dir), 'the end of what was left');
});
