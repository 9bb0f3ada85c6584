/**
 * The embedded Redis.
 *
 * I1. One desk process per folder (desk-lock.ts), one server per folder (find-running.ts).
 * I2. The server outlives a killed desk and is adopted by the next; an orderly stop ends it.
 * I3. The server serves the same data as before, or nothing (installation.ts).
 */
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SetupError } from '../base/errors.ts';
import { explainFileError } from '../base/file-error.ts';
import { makeDataDir } from '../config/private-files.ts';
import { askServer } from './ask-server.ts';
import { acquireDeskLock } from './desk-lock.ts';
import { fetchDebianServer } from './fetch-debian.ts';
import { type FetchServer, findServer, type ServerBinary } from './find-server.ts';
import { describeCut, noteFiles } from './cut-file.ts';
import { findRunningServer } from './find-running.ts';
import { checkInstallation } from './installation.ts';
import { terminate } from './process-identity.ts';
import {
  type Fsync,
  lastWords,
  launchServer,
  logPath,
  recordPath,
  type ServerProcess,
  waitUntilReady,
  watchServer,
} from './server-process.ts';
import { chooseSocket } from './socket-path.ts';
import { superviseServer } from './supervise.ts';

/** Listeners to the life of the server. */
type RedisReports = {
  /** Progress, for people. */
  onLine?: (line: string) => void;
  /** The file of the data ended in an unfinished write, which is dropped. Told once, with what may be missing. */
  onTruncated?: (line: string) => void;
  /** The server died and is being restarted. Null: ended by a signal, or adopted. */
  onExit?: (code: number | null) => void;
  /** The disk is full; the supervisor waits. Called repeatedly, with the fix. */
  onDiskFull?: (line: string) => void;
  /** The server died too often or came back without the data. No restart follows: stop the desk. */
  onFailed?: (error: SetupError) => void;
};

export type EmbeddedRedisOptions = {
  /** Holds the data (`redis/`), the fetched server (`redis-cache/`) and the lock. Created if missing. */
  dir: string;
  /** Search path for `redis-server` or `valkey-server`, like $PATH. @default the usual system folders */
  path?: string;
  reports?: RedisReports;
  /** @default 'always': every acknowledged write is on the disk. Other values are for tests. */
  fsync?: Fsync;
  /** @default `<dir>/redis-cache` */
  cacheDir?: string;
  fetchServer?: FetchServer;
  /** Ends a long start, such as a start with much data to load. */
  giveUp?: AbortSignal;
};

export type EmbeddedRedis = {
  readonly socketPath: string;
  /** Changes with each restart. */
  readonly pid: number;
  readonly via: 'path' | 'cache' | 'downloaded' | 'adopted';
  /** Resolves when the server has written everything and is gone. Close the clients first, to avoid reconnections. */
  stop(): Promise<void>;
  /** Asks the server to end, without waiting. Every acknowledged write is on the disk. */
  endNow(): void;
  [Symbol.asyncDispose](): Promise<void>;
};

const USUAL_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/bin';
const READY_LIMIT_MS = 60_000;
const UNRESPONSIVE_LIMIT_MS = 15_000;
const STOP_GRACE_MS = 10_000;

/**
 * @throws SetupError with the fix
 * @throws the reason of `giveUp`, once it fires
 */
export async function startEmbeddedRedis(options: EmbeddedRedisOptions): Promise<EmbeddedRedis> {
  try {
    return await start(options);
  } catch (error) {
    throw explainFileError(error, options.dir);
  }
}

async function start(options: EmbeddedRedisOptions): Promise<EmbeddedRedis> {
  makeDataDir(options.dir);
  const dir = realpathSync(options.dir);
  const redisDir = join(dir, 'redis');
  const lock = acquireDeskLock(dir, options.dir);
  let server: ServerProcess | null = null;
  try {
    mkdirSync(redisDir, { recursive: true, mode: 0o700 });
    const socket = chooseSocket(dir, redisDir);
    const place = { redisDir, socketPath: socket.path };
    const fsync = options.fsync ?? 'always';
    const launch = (binary: ServerBinary): Promise<ServerProcess> =>
      launchServer({ binary, fsync, ...place });

    const before = noteFiles(redisDir, logPath(redisDir));
    const running = await findRunningServer(place, UNRESPONSIVE_LIMIT_MS);
    let binary: ServerBinary | null = running === null ? await find(options, dir) : null;
    server = running === null ? await launch(binary ?? (await find(options, dir))) : watchServer(running);
    await waitUntilReady(server, place, READY_LIMIT_MS, options.giveUp);
    if (running !== null)
      await askServer(place.socketPath, (redis) => redis.config('SET', 'appendfsync', fsync));
    const cut = describeCut(redisDir, logPath(redisDir), before);
    if (cut !== null) options.reports?.onTruncated?.(cut);
    await checkInstallation(place);

    const supervisor = superviseServer({
      first: server,
      async relaunch() {
        binary ??= await find(options, dir);
        rmSync(place.socketPath, { force: true });
        return launch(binary);
      },
      async settled(relaunched) {
        await waitUntilReady(relaunched, place, null);
        await checkInstallation(place);
      },
      onExit: (code) => options.reports?.onExit?.(code),
      onFailed(error) {
        options.reports?.onLine?.(error.message);
        options.reports?.onFailed?.(error);
      },
      onDiskFull: (line) => options.reports?.onDiskFull?.(line),
      lastWords: () => lastWords(redisDir),
    });
    return handle({
      socketPath: place.socketPath,
      via: running === null ? (binary?.via ?? 'cache') : 'adopted',
      pid: () => supervisor.pid(),
      endNow: () => supervisor.endNow(),
      async stop() {
        await supervisor.stop();
        rmSync(recordPath(redisDir), { force: true });
        socket.forget();
        lock.release();
      },
    });
  } catch (error) {
    if (server !== null) await terminate(server.identity, STOP_GRACE_MS);
    lock.release();
    throw error;
  }
}

async function find(options: EmbeddedRedisOptions, dir: string): Promise<ServerBinary> {
  return findServer({
    path: options.path ?? USUAL_PATH,
    cacheDir: options.cacheDir ?? join(dir, 'redis-cache'),
    fetchServer: options.fetchServer ?? fetchDebianServer,
    onLine: (line) => options.reports?.onLine?.(line),
  });
}

function handle(parts: {
  socketPath: string;
  via: EmbeddedRedis['via'];
  pid: () => number;
  endNow: () => void;
  stop: () => Promise<void>;
}): EmbeddedRedis {
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => (stopping ??= parts.stop());
  return {
    socketPath: parts.socketPath,
    via: parts.via,
    get pid() {
      return parts.pid();
    },
    stop,
    endNow: parts.endNow,
    [Symbol.asyncDispose]: stop,
  };
}
