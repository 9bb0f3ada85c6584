import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { command, type Terminal } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands.ts';
import { runCommand } from '../../src/cli/run-command.ts';

const root = new URL('../../', import.meta.url);

/** A terminal without a desk: whatever opens the configuration fails. */
function aTerminal(env: Terminal['env'] = {}) {
  const printed: string[] = [];
  const warned: string[] = [];
  const untouched = () => {
    throw new Error('The desk was opened');
  };
  const output = { write: untouched };
  const terminal: Terminal = {
    process: { stdout: output, stderr: output, on: untouched, exit: untouched },
    env,
    featureSettings: {},
    reactions: {},
    now: untouched,
    print: (text) => printed.push(text),
    warn: (text) => warned.push(text),
    interrupted: untouched,
  };
  return { terminal, printed, warned };
}

test('every command has a script of two lines, and npm knows the script', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const files = readdirSync(new URL('scripts', root));
  for (const [name, { name: own, usage }] of Object.entries(commands)) {
    expect(own).toBe(name);
    expect(usage).toContain(`Usage: npm run ${name}`);
    expect(files).toContain(`${name}.ts`);
    expect(scripts[name]).toBe(`node --import tsx scripts/${name}.ts`);
    expect(readFileSync(new URL(`scripts/${name}.ts`, root), 'utf8')).toContain(
      `await runScript('${name}');`,
    );
  }
});

test.each<[keyof typeof commands, string[]]>([
  ['audit', ['--count', 'many']],
  ['boards', []],
  ['boards', ['add']],
  ['boards', ['add', 'vendas']],
  ['broadcast', []],
  ['broadcast', ['--name', 'n', '--all']],
  ['check', ['--probes']],
  ['check-indexes', ['all']],
  ['erase', ['ana', '--yes']],
  ['facts', ['--count']],
  ['inspect', []],
  ['parked', ['drop']],
  ['parked', ['list', 'nobody:1']],
  ['settings', []],
  ['settings', ['set', 'reopenMinutes']],
  ['settings', ['history', 'texts.pt-BR.start']],
])('%s %j prints the usage before the desk is opened', async (name, args) => {
  const { terminal, printed, warned } = aTerminal();
  expect(await runCommand(commands[name], args, terminal)).toBe(1);
  expect(printed).toEqual([]);
  expect(warned.join('')).toContain(`Usage: npm run ${name}`);
});

test.each(Object.values(commands))('$name --help prints what the command does', async (one) => {
  const { terminal, printed } = aTerminal();
  expect(await runCommand(one, ['--help'], terminal)).toBe(0);
  expect(printed).toEqual([`${one.summary}\n${one.usage}`]);
});

test('options are read at any place, also those that npm takes away; an id with a minus is a word', async () => {
  const seen: unknown[] = [];
  const trial = command({
    name: 'trial',
    summary: '',
    usage: '',
    options: { yes: { type: 'boolean' }, 'dry-run': { type: 'boolean' }, text: { type: 'string' } },
    async run({ options, words }) {
      seen.push({ ...options, words });
      return true;
    },
  });
  const { terminal } = aTerminal({ npm_config_dry_run: 'true' });
  await runCommand(trial, ['add', '--yes', '-1001', '--text', '-5%'], terminal);
  expect(seen).toEqual([{ yes: true, 'dry-run': true, text: '-5%', words: ['add', '-1001'] }]);
});
