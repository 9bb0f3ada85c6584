import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { sep } from 'node:path';
import { identify, terminate } from '../../src/store/embedded/process-identity.ts';

const GRACE_MS = 5000;

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
