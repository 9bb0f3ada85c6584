import { readFileSync } from 'node:fs';
import { kill, pid as ownPid } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * A process by number and time of birth. After a restart of the machine or container, a reused number is not taken for
 * the earlier process. `born` is null without /proc.
 */
export type ProcessIdentity = { pid: number; born: string | null };

const POLL_MS = 15;
const ASK_AGAIN_MS = 500;

/** Null: no such process, or only a zombie. */
export function identify(pid: number): ProcessIdentity | null {
  const stat = readOrNull(`/proc/${pid}/stat`);
  if (stat !== null) {
    // The second field is the command in parentheses and may hold anything (proc_pid_stat(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, startTicks] = [fields[0], fields[19]];
    if (state === undefined || state === 'Z' || state === 'X' || startTicks === undefined) return null;
    return { pid, born: `${readOrNull('/proc/sys/kernel/random/boot_id')?.trim() ?? ''}:${startTicks}` };
  }
  return hasProcess(pid) ? { pid, born: null } : null;
}

export function identifyOurselves(): ProcessIdentity {
  return identify(ownPid) ?? { pid: ownPid, born: null };
}

export function isAlive(identity: ProcessIdentity): boolean {
  const now = identify(identity.pid);
  return now !== null && now.born === identity.born;
}

export function isSameProcess(a: ProcessIdentity, b: ProcessIdentity): boolean {
  return a.pid === b.pid && a.born === b.born;
}

/**
 * Resolves when the process is gone. Sends SIGTERM, and SIGKILL after `graceMs`. Repeats SIGTERM, because Redis loses a
 * SIGTERM while writing the first append-only file.
 */
export async function terminate(identity: ProcessIdentity, graceMs: number): Promise<void> {
  const end = performance.now() + graceMs;
  while (isAlive(identity)) {
    signalProcess(identity, performance.now() < end ? 'SIGTERM' : 'SIGKILL');
    await goneWithin(identity, ASK_AGAIN_MS);
  }
}

async function goneWithin(identity: ProcessIdentity, limitMs: number): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (isAlive(identity)) {
    if (performance.now() >= end) return false;
    await delay(POLL_MS);
  }
  return true;
}

export function parseIdentity(text: string): ProcessIdentity | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('born' in value)) return null;
    const { pid, born } = value;
    if (typeof pid !== 'number' || !Number.isInteger(pid) || pid <= 0) return null;
    if (born !== null && typeof born !== 'string') return null;
    return { pid, born };
  } catch {
    return null; // A file torn by a power cut: the writer is gone too.
  }
}

/** Sends SIGTERM once. Ignores an ended process. */
export function askToEnd(identity: ProcessIdentity): void {
  if (isAlive(identity)) signalProcess(identity, 'SIGTERM');
}

function signalProcess(identity: ProcessIdentity, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    kill(identity.pid, signal);
  } catch (error) {
    if (isAlive(identity)) throw error;
  }
}

function hasProcess(pid: number): boolean {
  try {
    kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
