import { setTimeout as delay } from 'node:timers/promises';
import { SetupError } from '../base/errors.ts';
import { explainFileError } from '../base/file-error.ts';
import { isDiskFull, tellsOfFullDisk } from './full-disk.ts';
import { askToEnd, terminate } from './process-identity.ts';
import type { ServerProcess } from './server-process.ts';

const QUICK_DEATH_MS = 10_000;
const QUICK_DEATHS_ALLOWED = 5;
const STOP_GRACE_MS = 10_000;
const LONGEST_PAUSE_MS = 15_000;

const DISK_IS_FULL =
  'The disk of the data is full, so Redis cannot go on. Free some space. Until then nothing is taken in, and Redis is started again and again.';

type Supervisor = { pid(): number; stop(): Promise<void>; endNow(): void };

/**
 * Restarts a server that dies while the desk works. Clients keep the same socket and only reconnect.
 *
 * With `appendfsync always` Redis exits after a failed write, so that no lost write is confirmed. On a full disk the
 * supervisor waits for free space; until then Telegram keeps the updates.
 * @param relaunch resolves when the new process has started; `settled` resolves when the process serves
 * @param onDiskFull called at each look at a full disk, with the fix
 * @param onFailed called once after the last restart; no server is running then
 */
export function superviseServer(options: {
  first: ServerProcess;
  relaunch: () => Promise<ServerProcess>;
  settled: (server: ServerProcess) => Promise<void>;
  onExit: (code: number | null) => void;
  onFailed: (error: SetupError) => void;
  onDiskFull: (line: string) => void;
  lastWords: () => string;
  /** @default doubles from 50 ms to 15 s */
  pauseMs?: (deaths: number) => number;
}): Supervisor {
  const pauseMs = options.pauseMs ?? ((deaths) => Math.min(25 * 2 ** deaths, LONGEST_PAUSE_MS));
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
        const words = options.lastWords();
        if (!tellsOfFullDisk(words)) {
          throw new SetupError(`Redis died ${quickDeaths} times in a row and is not started again. ${words}`);
        }
        options.onDiskFull(DISK_IS_FULL);
      }
      await delay(pauseMs(quickDeaths), undefined, { signal: stopping.signal });
      bornAt = performance.now();
      current = await relaunched();
      await Promise.race([options.settled(current).catch(onlyLostData), current.exited, stopped]);
    }
  };

  /** Without room for the file with the process number, no server is left running. */
  async function relaunched(): Promise<ServerProcess> {
    for (let refusals = 1; ; refusals += 1) {
      try {
        return await options.relaunch();
      } catch (error) {
        if (!isDiskFull(error)) throw error;
        options.onDiskFull(DISK_IS_FULL);
        await delay(pauseMs(QUICK_DEATHS_ALLOWED + refusals), undefined, { signal: stopping.signal });
      }
    }
  }

  const watching = watch().catch(async (error: unknown) => {
    if (stopping.signal.aborted) return;
    await terminate(current.identity, STOP_GRACE_MS);
    const explained = explainFileError(error);
    options.onFailed(
      explained instanceof SetupError
        ? explained
        : new SetupError(`Redis could not be started again: ${String(error)}`, { cause: error }),
    );
  });

  return {
    pid: () => current.identity.pid,
    endNow() {
      stopping.abort();
      askToEnd(current.identity);
    },
    async stop() {
      stopping.abort();
      await terminate(current.identity, STOP_GRACE_MS);
      await watching;
      await terminate(current.identity, STOP_GRACE_MS); // A server started in between.
    },
  };
}

/** A question to a dying server is answered by the exit. Only a verdict ends the supervision. */
function onlyLostData(error: unknown): void {
  if (error instanceof SetupError) throw error;
}
