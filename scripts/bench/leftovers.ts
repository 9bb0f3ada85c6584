import { fork } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { identify, terminate } from '../../src/embedded-redis/process-identity.ts';

const GRACE_MS = 5000;

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Ends whatever still runs in the folder, and tells what that was. Where there is no /proc nothing is found. */
export async function endProcessesIn(dir: string): Promise<string[]> {
  const found = processesIn(dir);
  const ended = found.map(commandOf);
  for (const pid of found) {
    const identity = identify(pid);
    if (identity !== null) await terminate(identity, GRACE_MS);
  }
  return ended;
}

/** By the folder they work in, which may have been removed. */
function processesIn(dir: string): number[] {
  return entries('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && `${workingDir(pid)}${sep}`.startsWith(`${dir}${sep}`));
}

const entries = (dir: string): string[] => attempt(() => readdirSync(dir)) ?? [];
const workingDir = (pid: number): string => attempt(() => readlinkSync(`/proc/${pid}/cwd`)) ?? '';
const commandOf = (pid: number): string =>
  `${pid} ${(attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? '').replaceAll('\0', ' ')}`;

/** Null: the process ended meanwhile, or is somebody else's. */
function attempt<T>(look: () => T): T | null {
  try {
    return look();
  } catch {
    return null;
  }
}

/**
 * A folder for whatever this process and its children make. However this process ends, also by kill -9, what still runs
 * in the folder is ended and the folder removed.
 */
export function openFolder(prefix: string): string {
  const dir = mkdtempSync(join(realpathSync(tmpdir()), prefix));
  // Out of this process' group: a Ctrl-C must not reach it.
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
