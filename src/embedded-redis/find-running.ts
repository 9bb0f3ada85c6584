import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { SetupError } from '../base/errors.ts';
import { askServer, infoField } from './ask-server.ts';
import { identify, isAlive, isSameProcess, parseIdentity, type ProcessIdentity } from './process-identity.ts';
import { recordPath } from './server-process.ts';

const POLL_MS = 25;

/**
 * Finds the server left by a killed desk in the folder, or returns null and removes the remains. Redis does not lock
 * files: a second server would ruin the data, so an uncertain case is refused.
 * @throws SetupError
 */
export async function findRunningServer(
  place: { redisDir: string; socketPath: string },
  patienceMs: number,
): Promise<ProcessIdentity | null> {
  const recorded = readRecord(place.redisDir);
  const end = performance.now() + patienceMs;
  for (;;) {
    const answer = await askWho(place.socketPath);
    if (answer !== null) return verified(answer, recorded, place);
    // The server is starting or ending.
    if (recorded === null || !isAlive(recorded) || worksElsewhere(recorded.pid, place.redisDir)) break;
    if (performance.now() > end) {
      throw new SetupError(
        `The Redis of ${place.redisDir} (pid ${recorded.pid}) runs but does not answer. Stop it: kill ${recorded.pid}`,
      );
    }
    await delay(POLL_MS);
  }
  rmSync(place.socketPath, { force: true });
  rmSync(recordPath(place.redisDir), { force: true });
  return null;
}

type Answer = { pid: number; dir: string };

async function askWho(socketPath: string): Promise<Answer | null> {
  try {
    return await askServer(socketPath, async (redis) => {
      // Redis answers both while loading data, but not PING.
      const pid = Number(infoField(await redis.info('server'), 'process_id'));
      const dir = String(((await redis.config('GET', 'dir')) as unknown[])[1]);
      return { pid, dir };
    });
  } catch {
    return null;
  }
}

function verified(
  answer: Answer,
  recorded: ProcessIdentity | null,
  place: { redisDir: string; socketPath: string },
): ProcessIdentity {
  const identity = identify(answer.pid);
  const known = recorded !== null && identity !== null && isSameProcess(identity, recorded);
  const sameDir = real(answer.dir) === real(place.redisDir);
  if (identity !== null && sameDir && (known || workingDir(answer.pid) === real(place.redisDir)))
    return identity;
  throw new SetupError(
    `A Redis that is not ours to adopt answers at ${place.socketPath} (it says pid ${answer.pid}, folder ${answer.dir}). ` +
      'Perhaps a desk in another container uses the same data: stop it first.',
  );
}

function worksElsewhere(pid: number, redisDir: string): boolean {
  const dir = workingDir(pid);
  return dir !== null && dir !== real(redisDir);
}

/** The working folder of Redis is the data folder. Null: unknown. */
function workingDir(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

function real(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function readRecord(redisDir: string): ProcessIdentity | null {
  try {
    return parseIdentity(readFileSync(recordPath(redisDir), 'utf8'));
  } catch {
    return null;
  }
}
