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
/** Packages of Debian 12's server beyond a minimal system, if apt gives no list. */
const USUAL_LIBRARIES = ['libjemalloc2', 'liblzf1'];

/**
 * Unpacks Debian packages into the cache, without installation and without root. apt checks the signatures. The fetch
 * works in a separate folder and moves the result into place at the end. So an interrupted fetch leaves no half server,
 * and the first of two fetches wins.
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
    // The package lists are empty or out of date, as in a fresh container: fetch separate lists.
    const own = privateApt(work);
    await apt([...own, 'update'], work);
    await downloadWith(own, work);
  }
}

async function downloadWith(options: string[], work: string): Promise<void> {
  const packages = [...SERVER_PACKAGES, ...(await librariesToAdd(options, work))];
  await apt([...options, 'download', ...packages], work);
}

/** The libraries that apt would install with the server on this system. Never libc: the system's libc is needed. */
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
  // The download folder is private, so apt's unprivileged user could not write there.
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
    if (!taken) throw error; // Taken: another process fetched at the same time.
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
