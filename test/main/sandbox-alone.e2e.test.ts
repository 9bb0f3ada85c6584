import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';

const SCRIPT = path.join(import.meta.dirname, '../../scripts/sandbox.ts');
const command = (...options: string[]): string[] => ['--import', 'tsx', SCRIPT, ...options];

test('the sandbox alone is as strict about webhooks as it is asked to be', async () => {
  const child = spawn(process.execPath, command('--server', 'cloud'), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const root = /http:\S+(?=\/)/.exec(line)?.[0];
  const answer = await fetch(
    `${root}/bot9000:sandbox/setWebhook?url=${encodeURIComponent('http://127.0.0.1/')}`,
  );
  expect(await answer.json()).toMatchObject({
    ok: false,
    description: 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
  });
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test.each([
  [['--server', 'moon'], '--server moon: local or cloud is expected.'],
  [['--port', 'x'], '--port x: a whole number from 0 to 65535 is expected.'],
])('%j is refused with what is expected', (options, words) => {
  const { status, stderr } = spawnSync(process.execPath, command(...options), { encoding: 'utf8' });
  expect(stderr).toContain(words);
  expect(status).toBe(1);
});
