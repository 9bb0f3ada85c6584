import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { compiled } from '../support/desk-process.ts';

const command = (...options: string[]): string[] => [compiled('scripts/sandbox.ts'), ...options];

/** The first lines: address and token. */
async function opened({
  stdout,
}: ChildProcessByStdio<null, Readable, null>): Promise<Record<string, string>> {
  const lines: string[] = [];
  for await (const line of createInterface(stdout)) if (lines.push(line) === 2) break;
  const [root = '', token = ''] = lines.map((line) => line.split(/\s+/)[1]?.replace(/\/$/, ''));
  return { root, token };
}

test('the sandbox alone is as strict about webhooks as it is asked to be', async () => {
  const child = spawn(process.execPath, command('--server', 'cloud'), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { root, token } = await opened(child);
  const answer = await fetch(`${root}/bot${token}/setWebhook?url=${encodeURIComponent('http://127.0.0.1/')}`);
  expect(await answer.json()).toMatchObject({
    ok: false,
    description: 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
  });
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test.each([
  [['--server', 'moon'], '--server moon: local or cloud is expected.'],
  [['--host', '0.0.0.0'], 'Use 127.0.0.1, or add --expose if you trust the network.'],
  [['--port', 'x'], '--port x: a whole number from 0 to 65535 is expected.'],
])('%j is refused with what is expected', (options, words) => {
  const { status, stderr } = spawnSync(process.execPath, command(...options), { encoding: 'utf8' });
  expect(stderr).toContain(words);
  expect(status).toBe(1);
});

test('a host that others reach is opened when --expose says so, with a warning', async () => {
  const child = spawn(process.execPath, command('--host', '0.0.0.0', '--expose'), {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [warning] = (await once(createInterface(child.stderr), 'line')) as [string];
  expect(warning).toContain('Everybody who reaches this machine can read and write as any person.');
  child.kill('SIGTERM');
  await once(child, 'exit');
});
