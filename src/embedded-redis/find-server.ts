import { execFile } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { SetupError } from '../base/errors.ts';
import { isFileError } from '../base/file-error.ts';
import { isAtLeast, OLDEST_REDIS, parseVersion } from './redis-version.ts';

const run = promisify(execFile);

/** `libraries`: folders of shared libraries of the fetched server. Null: the libraries of the system. */
export type ServerBinary = { path: string; libraries: string | null; via: 'path' | 'cache' | 'downloaded' };

/** Puts the server's files into `<cacheDir>/root`, whole or not at all. Safe from two processes at once. */
export type FetchServer = (cacheDir: string) => Promise<void>;

const NAMES = ['redis-server', 'valkey-server'];

/** @throws SetupError with the command to install a server */
export async function findServer(options: {
  path: string;
  cacheDir: string;
  fetchServer: FetchServer;
  onLine: (line: string) => void;
}): Promise<ServerBinary> {
  const { path, fetchServer, onLine } = options;
  const cacheDir = resolve(options.cacheDir); // The server works in another folder than the desk.
  for (const name of NAMES) {
    for (const dir of path.split(delimiter).filter((entry) => entry !== '')) {
      const found: ServerBinary = { path: resolve(dir, name), libraries: null, via: 'path' };
      if ((await isExecutable(found.path)) && (await works(found, onLine))) return found;
    }
  }

  const cached = cachedServer(cacheDir, 'cache');
  if (cached !== null) {
    if (await works(cached, onLine)) return cached;
    rmSync(cachedRoot(cacheDir), { recursive: true, force: true });
  }

  onLine('No Redis on this machine yet: fetching one (about 1.5 MB, once) …');
  try {
    await fetchServer(cacheDir);
  } catch (error) {
    if (isFileError(error)) throw error;
    throw cannotFind('fetching it as a Debian package failed', error);
  }
  const fetched = cachedServer(cacheDir, 'downloaded');
  if (fetched !== null && (await works(fetched, onLine))) return fetched;
  throw cannotFind('the fetched one does not run on this machine');
}

export function cachedRoot(cacheDir: string): string {
  return join(cacheDir, 'root');
}

function cachedServer(cacheDir: string, via: 'cache' | 'downloaded'): ServerBinary | null {
  const root = cachedRoot(cacheDir);
  const path = join(root, 'usr', 'bin', 'redis-server');
  if (!existsSync(path)) return null;
  return { path, libraries: libraryDirs(root).join(':'), via };
}

/** Debian keeps libraries in a folder named after the architecture, below /usr/lib or /lib. */
function libraryDirs(root: string): string[] {
  const dirs = new Set<string>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (/\.so(\.|$)/.test(entry.name)) dirs.add(entry.parentPath);
  }
  return [...dirs];
}

export function serverEnv(binary: ServerBinary): { env?: Record<string, string> } {
  return binary.libraries === null ? {} : { env: { LD_LIBRARY_PATH: binary.libraries } };
}

async function works(binary: ServerBinary, onLine: (line: string) => void): Promise<boolean> {
  try {
    const { stdout } = await run(binary.path, ['--version'], { ...serverEnv(binary), timeout: 10_000 });
    const version = parseVersion(/\bv=(\S+)/.exec(stdout)?.[1] ?? '');
    if (version !== null && isAtLeast(version, OLDEST_REDIS)) return true;
    onLine(`${binary.path} is older than ${OLDEST_REDIS.join('.')}; not used.`);
  } catch (error) {
    onLine(
      `${binary.path} does not run (${error instanceof Error ? error.message : String(error)}); not used.`,
    );
  }
  return false;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function cannotFind(what: string, cause?: unknown): SetupError {
  const detail = cause instanceof Error ? ` (${cause.message.trim()})` : '';
  return new SetupError(
    `The desk needs Redis ${OLDEST_REDIS.join('.')} or newer, there is none on this machine, and ${what}${detail}. ` +
      'Install it: sudo apt-get install redis-server (macOS: brew install redis). ' +
      'Or set REDIS_URL to a Redis you already have.',
    { cause },
  );
}
