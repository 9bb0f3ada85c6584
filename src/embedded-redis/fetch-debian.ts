import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cachedRoot } from './find-server.ts';

const run = promisify(execFile);

const COMMAND_LIMIT_MS = 180_000;
const ABANDONED_AFTER_MS = 3_600_000;
const DRAFT = 'fetch-';
const SERVER_PACKAGES = ['redis-server', 'redis-tools'];
/** What Debian 12's server needs beyond a minimal system; for when apt cannot say. */
const USUAL_LIBRARIES = ['libjemalloc2', 'liblzf1'];

/**
 * Debian packages unpacked into the cache: nothing is installed and root is not needed. apt checks the signatures.
 * The work is done in a folder of its own and moved into place at the end, so an interrupted fetch leaves nothing
 * that looks like a server, and of two at once the first wins.
 */
export async function fetchDebianServer(cacheDir: string): Promise<void> {
  mkdirSync(cacheDir, { recursive: true });
  removeAbandoned(cacheDir);
  const work = mkdtempSync(join(cacheDir, DRAFT));
  try {
    await download(work);
    const root = join(work, 'root');
    for (const name of readdirSync(work)) {
      if (name.endsWith('.deb')) await run('dpkg', ['-x', join(work, name), root]);
    }
    moveIntoPlace(root, cachedRoot(cacheDir));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function download(work: string): Promise<void> {
  try {
    await downloadWith([], work);
  } catch {
    // The system's lists are empty or out of date, as in a fresh container: ask with lists of our own.
    const own = privateApt(work);
    await apt([...own, 'update'], work);
    await downloadWith(own, work);
  }
}

async function downloadWith(options: string[], work: string): Promise<void> {
  const packages = [...SERVER_PACKAGES, ...(await librariesToAdd(options, work))];
  await apt([...options, 'download', ...packages], work);
}

/** The libraries that apt would install with the server on this very system. Never libc: it must be the system's own. */
async function librariesToAdd(options: string[], work: string): Promise<string[]> {
  const simulation = ['-s', '-o', 'Debug::NoLocking=1', '--no-install-recommends', 'install', 'redis-server'];
  const plan = await apt([...options, ...simulation], work).catch(() => '');
  const installs = [...plan.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? '');
  if (installs.length === 0) return USUAL_LIBRARIES;
  return installs.filter((name) => name.startsWith('lib') && !/^libc6|^libc-/.test(name));
}

function privateApt(work: string): string[] {
  const lists = join(work, 'lists');
  const cache = join(work, 'apt-cache');
  for (const dir of [lists, cache]) mkdirSync(join(dir, 'partial'), { recursive: true });
  mkdirSync(join(cache, 'archives', 'partial'), { recursive: true });
  return ['-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache=${cache}`, '-o', 'Debug::NoLocking=1'];
}

async function apt(args: string[], cwd: string): Promise<string> {
  // The download folder is ours alone, so apt's own unprivileged user could not write to it.
  const always = ['-q', '-o', 'APT::Sandbox::User=root', '-o', 'Acquire::Retries=2'];
  const { stdout } = await run('apt-get', [...always, ...args], { cwd, timeout: COMMAND_LIMIT_MS });
  return stdout;
}

function moveIntoPlace(root: string, place: string): void {
  try {
    renameSync(root, place);
  } catch (error) {
    const taken =
      error instanceof Error && 'code' in error && /^(ENOTEMPTY|EEXIST)$/.test(String(error.code));
    if (!taken) throw error; // Taken: another process fetched the same at the same time.
  }
}

function removeAbandoned(cacheDir: string): void {
  for (const name of readdirSync(cacheDir)) {
    const path = join(cacheDir, name);
    const age = name.startsWith(DRAFT)
      ? Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity)
      : 0;
    if (age > ABANDONED_AFTER_MS) rmSync(path, { recursive: true, force: true });
  }
}
