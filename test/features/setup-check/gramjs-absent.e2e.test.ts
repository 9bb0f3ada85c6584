import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { emptyFolder, run } from '../../support/desk-process.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const KEYS = { API_ID: '12345', API_HASH: '0123456789abcdef0123456789abcdef' };

type Package = { optionalDependencies: { telegram: string } };
const { telegram } = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Package)
  .optionalDependencies;
const HOW = `GramJS is not installed. Install GramJS: npm install --no-save telegram@${telegram}`;

/** A copy of the program in `folder`, with every package but GramJS. */
function installWithoutGramJs(folder: string): void {
  for (const name of ['src', 'machines', 'scripts', 'package.json']) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name === 'telegram' || name === '@cryptography') continue;
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
}

const node = (folder: string, args: string[], env: Record<string, string> = {}) =>
  run(process.execPath, ['--import', join(folder, 'node_modules/tsx/dist/loader.mjs'), ...args], folder, env);

test('without GramJS the check says how to install GramJS, and checks the rest', async () => {
  using folder = emptyFolder();
  installWithoutGramJs(folder.path);
  await using sandbox = await startSandbox({ seed: true });
  const env = { ...KEYS, BOT_TOKEN: sandbox.token, CHANNEL_ID: String(sandbox.channelId) };

  await using check = node(folder.path, ['scripts/check.ts', '--json'], {
    ...env,
    TELEGRAM_API_ROOT: sandbox.url,
  });
  await check.ended;
  const { findings } = JSON.parse(check.output().out) as { findings: { check: string; what: string }[] };
  expect(findings.find(({ check: name }) => name === 'mtproto')?.what).toContain(HOW);
  expect(findings.length).toBeGreaterThan(3);

  await using session = node(folder.path, ['scripts/check.ts', '--session'], env);
  expect((await session.ended).code).toBe(1);
  expect(session.output().err.trim()).toBe(HOW);
});

test('without GramJS the desk starts', async () => {
  using folder = emptyFolder();
  installWithoutGramJs(folder.path);
  await using desk = node(folder.path, ['src/main.ts']);
  expect((await desk.says(/console: (http:\/\/\S+)/))[1]).toMatch(/127\.0\.0\.1/);
});
