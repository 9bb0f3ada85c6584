import { setTimeout as delay } from 'node:timers/promises';
import { SetupError } from '../../base/errors.ts';
import { terminate } from './process-identity.ts';
import type { ServerProcess } from './server-process.ts';

const QUICK_DEATH_MS = 10_000;
const QUICK_DEATHS_ALLOWED = 5;
const STOP_GRACE_MS = 10_000;

export type Supervisor = { pid(): number; stop(): Promise<void> };

/**
 * Starts the server again when it dies while the desk works. Clients keep the same socket and only reconnect.
 * @param relaunch resolves when the new process has been started; `settled` tells when it serves
 * @param onFailed called once when it is given up; nothing is running then
 */
export function superviseServer(options: {
  first: ServerProcess;
  relaunch: () => Promise<ServerProcess>;
  settled: (server: ServerProcess) => Promise<void>;
  onExit: (code: number | null) => void;
  onFailed: (error: SetupError) => void;
  lastWords: () => string;
}): Supervisor {
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  let current = options.first;

  const watch = async (): Promise<void> => {
    let bornAt = performance.now();
    let quickDeaths = 0;
    for (;;) {
      const code = await Promise.race([current.exited, stopped]);
      if (stopping.signal.aborted) return;
      options.onExit(code ?? null);
      quickDeaths = performance.now() - bornAt < QUICK_DEATH_MS ? quickDeaths + 1 : 1;
      if (quickDeaths > QUICK_DEATHS_ALLOWED) {
        throw new SetupError(
          `Redis died ${quickDeaths} times in a row and is not started again. Is the disk full? ${options.lastWords()}`,
        );
      }
      await delay(25 * 2 ** quickDeaths, undefined, { signal: stopping.signal });
      bornAt = performance.now();
      current = await options.relaunch();
      await Promise.race([options.settled(current).catch(onlyLostData), current.exited, stopped]);
    }
  };

  const watching = watch().catch(async (error: unknown) => {
    if (stopping.signal.aborted) return;
    await terminate(current.identity, STOP_GRACE_MS);
    options.onFailed(
      error instanceof SetupError
        ? error
        : new SetupError('Redis could not be started again.', { cause: error }),
    );
  });

  // A question that met a dying server is answered by its exit; only a verdict ends the supervision.
  function onlyLostData(error: unknown): void {
    if (error instanceof SetupError) throw error;
  }

  return {
    pid: () => current.identity.pid,
    async stop() {
      stopping.abort();
      await terminate(current.identity, STOP_GRACE_MS);
      await watching;
      await terminate(current.identity, STOP_GRACE_MS); // One that was being started meanwhile.
    },
  };
}
