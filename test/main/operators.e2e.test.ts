import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { consoleAt, emptyFolder, runProgram } from '../support/desk-process.ts';
import { ask, newDir, startRedis } from '../support/embedded-redis.ts';

const ADDRESS = /http:\/\/\S+/;

/** Ana writes to a desk in this folder, and is seen in the channel. */
async function anaWrites(folder: string, text: string): Promise<{ ana: number; end(): Promise<unknown> }> {
  const desk = runProgram('src/main.ts', folder, {});
  const [url] = await desk.says(ADDRESS);
  const page = consoleAt(url);
  const ana = await page.person('Ana');
  await page.act({ do: 'write', userId: ana, content: text });
  await page.sees('her words in a thread of their own', ({ posts, threads }) =>
    posts.some(
      ({ id, text: face }) =>
        face.includes(` ${ana} `) && threads[id]?.some((comment) => comment.text === text),
    ),
  );
  return { ana, end: () => desk.kill('SIGTERM') };
}

async function output(script: string, folder: string, args: string[]): Promise<string> {
  const program = runProgram(script, folder, {}, args);
  await program.ended;
  const { out, err } = program.output();
  return out + err;
}

test('operators look at a running desk; a sandbox that was thrown away does not haunt the next', async () => {
  using folder = emptyFolder();
  const first = await anaWrites(folder.path, 'um');
  expect(await output('scripts/inspect.ts', folder.path, [String(first.ana)])).toContain('state     open');
  expect(await output('scripts/parked.ts', folder.path, ['list'])).toBe('Nothing is parked.\n');
  expect(await output('scripts/parked.ts', folder.path, ['retry'])).toContain(
    'Nothing of the kind is parked',
  );
  expect(await output('scripts/parked.ts', folder.path, ['drop'])).toContain('Which are to be dropped?');
  await first.end();

  rmSync(join(folder.path, 'data', 'sandbox'), { recursive: true });
  const second = await anaWrites(folder.path, 'dois');
  expect(second.ana).toBe(first.ana);
  expect(await output('scripts/inspect.ts', folder.path, [String(second.ana)])).toContain('ticket 1,');
  await second.end();
});

test('a Redis of their own that comes back empty is refused, not taken for a new desk', async () => {
  using folder = emptyFolder();
  const redis = await startRedis(newDir(), { fsync: 'no' });
  const env = { REDIS_URL: redis.socketPath };
  const desk = runProgram('src/main.ts', folder.path, env);
  await desk.says(ADDRESS);
  await desk.kill('SIGTERM');
  await ask(redis, (client) => client.flushall());

  const again = runProgram('src/main.ts', folder.path, env);
  expect(await again.ended).toEqual({ code: 1, signal: null });
  expect(again.output().err).toMatch(/data of this desk is gone.*Restore.*npm start -- --accept-data-loss/s);

  // As on another machine, without a run of the desk.
  const data = join(folder.path, 'data');
  for (const name of readdirSync(data)) if (name.startsWith('desk-')) rmSync(join(data, name));
  const elsewhere = runProgram('src/main.ts', folder.path, env);
  expect(await elsewhere.ended).toEqual({ code: 1, signal: null });
  expect(elsewhere.output().err).toMatch(/data of this desk is gone/);

  await using anew = runProgram('src/main.ts', folder.path, env, ['--accept-data-loss']);
  await anew.says(ADDRESS);
});
