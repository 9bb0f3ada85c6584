import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SetupError } from '../base/errors.ts';
import { askServer } from './ask-server.ts';
import { type ServerBinary, serverEnv } from './find-server.ts';
import { identify, isAlive, type ProcessIdentity, terminate } from './process-identity.ts';
import { writeWhole } from './write-whole.ts';

export type Fsync = 'always' | 'everysec' | 'no';

/** `exited`: the exit code. Null: ended by a signal, or not a child of this process. */
export type ServerProcess = { identity: ProcessIdentity; exited: Promise<number | null> };

const LOG = 'redis.log';
const RECORD = 'redis.pid';
const LOG_LIMIT_BYTES = 1_000_000;
const WATCH_MS = 250;
const STOP_GRACE_MS = 10_000;

/**
 * Starts the server in a separate process group: Ctrl-C reaches the desk first, and the server outlives a killed desk.
 * The output goes to a file, because a pipe would break with the desk. If the process number cannot be stored, the
 * server is ended: no later start would find the server.
 */
export async function launchServer(options: {
  binary: ServerBinary;
  redisDir: string;
  socketPath: string;
  fsync: Fsync;
}): Promise<ServerProcess> {
  const { binary, redisDir, socketPath, fsync } = options;
  const log = openLog(redisDir);
  const child = spawn(binary.path, serverArguments(redisDir, socketPath, fsync), {
    cwd: redisDir,
    detached: true,
    stdio: ['ignore', log, log],
    ...serverEnv(binary),
  });
  closeSync(log);
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(null));
  });
  child.unref();
  if (child.pid === undefined) throw new SetupError(`${binary.path} cannot be started; is it executable?`);
  const identity = identify(child.pid) ?? { pid: child.pid, born: null };
  try {
    writeWhole(join(redisDir, RECORD), JSON.stringify(identity));
  } catch (error) {
    await terminate(identity, STOP_GRACE_MS);
    throw error;
  }
  return { identity, exited };
}

/** A server from an earlier desk. */
export function watchServer(identity: ProcessIdentity): ServerProcess {
  const exited = new Promise<null>((resolve) => {
    const timer = setInterval(() => {
      if (isAlive(identity)) return;
      clearInterval(timer);
      resolve(null);
    }, WATCH_MS);
    timer.unref();
  });
  return { identity, exited };
}

function serverArguments(redisDir: string, socketPath: string, fsync: Fsync): string[] {
  const settings = {
    port: '0',
    unixsocket: socketPath,
    unixsocketperm: '700',
    dir: redisDir,
    appendonly: 'yes',
    appendfsync: fsync,
    'aof-load-truncated': 'yes',
    save: '',
    'maxmemory-policy': 'noeviction',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

/**
 * Resolves when the server has loaded the data and answers.
 * @param limitMs null: no limit while the process lives
 * @throws SetupError with the last log lines of the server
 * @throws the reason of `giveUp`, once it fires
 */
export async function waitUntilReady(
  server: ServerProcess,
  place: { socketPath: string; redisDir: string },
  limitMs: number | null,
  giveUp?: AbortSignal,
): Promise<void> {
  const end = performance.now() + (limitMs ?? Infinity);
  let ended: { code: number | null } | null = null as { code: number | null } | null;
  const noteEnd = async (): Promise<void> => {
    ended = { code: await server.exited };
  };
  void noteEnd();
  for (let waitMs = 5; ; waitMs = Math.min(waitMs * 2, 200)) {
    const answer = await askServer(place.socketPath, (redis) => redis.ping()).catch(
      (error: unknown) => error,
    );
    if (answer === 'PONG') return;
    if (ended !== null) {
      const how = ended.code === null ? 'was killed' : `stopped with code ${ended.code}`;
      throw new SetupError(`Redis ${how} before it was ready. ${lastWords(place.redisDir)}`);
    }
    if (performance.now() > end) {
      const seconds = Math.round((limitMs ?? 0) / 1000);
      throw new SetupError(`Redis was not ready within ${seconds} s. ${lastWords(place.redisDir)}`, {
        cause: answer,
      });
    }
    await delay(waitMs);
    giveUp?.throwIfAborted();
  }
}

export function recordPath(redisDir: string): string {
  return join(redisDir, RECORD);
}

export function logPath(redisDir: string): string {
  return join(redisDir, LOG);
}

export function lastWords(redisDir: string): string {
  const path = logPath(redisDir);
  try {
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n').slice(-8);
    return `Its last words (${path}):\n  ${lines.join('\n  ')}`;
  } catch {
    return 'It said nothing.';
  }
}

function openLog(redisDir: string): number {
  const path = logPath(redisDir);
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(path, `${path}.old`);
  return openSync(path, 'a', 0o600);
}
