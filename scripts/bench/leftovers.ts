import { fork } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { identify, terminate } from '../../src/embedded-redis/process-identity.ts';

const GRACE_MS = 5000;

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Ends the processes in the folder and returns their commands. Without `/proc` the result is empty. */
export async function endProcessesIn(dir: string): Promise<string[]> {
  const found = processesIn(dir);
  const ended = found.map(commandOf);
  for (const pid of found) {
    const identity = identify(pid);
    if (identity !== null) await terminate(identity, GRACE_MS);
  }
  return ended;
}

/** Finds processes by working folder. The folder may be removed already. */
function processesIn(dir: string): number[] {
  return entries('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && `${workingDir(pid)}${sep}`.startsWith(`${dir}${sep}`));
}

const entries = (dir: string): string[] => attempt(() => readdirSync(dir)) ?? [];
const workingDir = (pid: number): string => attempt(() => readlinkSync(`/proc/${pid}/cwd`)) ?? '';
const commandOf = (pid: number): string =>
  `${pid} ${(attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? '').replaceAll('\0', ' ')}`;

/** Null: the process has ended, or belongs to another user. */
function attempt<T>(look: () => T): T | null {
  try {
    return look();
  } catch {
    return null;
  }
}

/**
 * A folder for the files of this process and of child processes. At the end of this process, even by kill -9,
 * remaining processes in the folder are ended and the folder is removed.
 */
export function openFolder(prefix: string): string {
  const dir = mkdtempSync(join(realpathSync(tmpdir()), prefix));
  // In a separate process group, so that Ctrl-C does not reach the sweeper.
  const sweeper = fork(fileURLToPath(new URL('./sweeper.ts', import.meta.url)), [dir], {
    detached: true,
    stdio: 'ignore',
    cwd: root,
    execArgv: ['--import', 'tsx'],
  });
  sweeper.unref();
  sweeper.channel?.unref();
  return dir;
}
