import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, symlinkSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { removeFolder } from './remove-folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const LIMIT_MS = 60_000;

/** A folder for desks, with the Redis fetched by the test run. */
export function emptyFolder(): { path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'balcao-process-'));
  mkdirSync(join(path, 'data'));
  symlinkSync(inject('redisCacheDir'), join(path, 'data', 'redis-cache'));
  return { path, [Symbol.dispose]: () => removeFolder(path) };
}

/** The file to start for a program of the project, such as `src/main.ts`. */
export const compiled = (program: string): string =>
  join(inject('programs'), program.replace(/\.ts$/, '.mjs'));

/**
 * Runs a program of the project in a separate folder and environment.
 * @param under a command to run the program with, such as `unshare --pid`
 */
export function runProgram(
  script: string,
  cwd: string,
  env: Record<string, string>,
  args: string[] = [],
  under: string[] = [],
): Program {
  const [command = '', ...rest] = [...under, process.execPath, compiled(script), ...args];
  return run(command, rest, cwd, env);
}

/** Runs a script of package.json, in a copy of the project's folder. */
export function npmRun(script: string, cwd: string, env: Record<string, string>): Program {
  linkProject(cwd);
  return run('npm', ['run', script], cwd, env);
}

/** Runs the script in a terminal window. SIGKILL closes the window. */
export function npmRunInTerminal(script: string, cwd: string, env: Record<string, string>): Program {
  linkProject(cwd);
  return run('script', ['-qec', `npm run ${script}`, '/dev/null'], cwd, env);
}

function linkProject(cwd: string): void {
  for (const name of ['package.json', 'node_modules', 'src', 'machines', 'scripts']) {
    symlinkSync(join(root, name), join(cwd, name));
  }
}

export type Program = ReturnType<typeof run>;

export function run(command: string, args: string[], cwd: string, env: Record<string, string>) {
  const child: ChildProcess = spawn(command, args, {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A separate process group, as in a terminal.
    detached: true,
  });
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  // After the exit and the last output.
  const ended = once(child, 'close').then(([code, signal]: (number | string | null)[]) => ({ code, signal }));

  let isOver = false;
  void ended.then(() => (isOver = true));
  async function firstMatch(pattern: RegExp, text: () => string): Promise<RegExpExecArray> {
    const deadline = performance.now() + LIMIT_MS;
    for (;;) {
      const wasOver = isOver;
      const match = pattern.exec(text());
      if (match !== null) return match;
      if (wasOver || performance.now() > deadline) {
        throw new Error(`The program did not say ${pattern}:\n${out}\n${err}`);
      }
      await delay(20);
    }
  }

  return {
    pid: child.pid ?? 0,
    output: () => ({ out, err }),
    ended,
    /** Resolves with the first match on stdout. */
    says: (pattern: RegExp) => firstMatch(pattern, () => out),
    /** Resolves with the first match on stderr. The streams have no common order. */
    warns: (pattern: RegExp) => firstMatch(pattern, () => err),
    /** Does nothing after the exit. */
    signal: (signal: NodeJS.Signals) => void child.kill(signal),
    async kill(signal: NodeJS.Signals): Promise<{ code: unknown; signal: unknown }> {
      child.kill(signal);
      return ended;
    },
    /** Signals the program and the children at once, like Ctrl-C in a terminal. */
    signalGroup: (signal: NodeJS.Signals) => void process.kill(-(child.pid ?? 0), signal),
    /** Closes the reading ends of stdout and stderr, like a closing terminal. */
    closeTerminal(): void {
      child.stdout?.destroy();
      child.stderr?.destroy();
    },
    async [Symbol.asyncDispose](): Promise<void> {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
    },
  };
}

type ConsoleState = {
  users: { id: number; firstName: string; channelRole: string }[];
  chats: Record<string, { message_id: number; text?: string; from?: { id: number } }[]>;
  posts: { id: number; text: string; pinned: boolean; rootId: number | null }[];
  threads: Record<string, { text?: string }[]>;
  bot: { id: number };
  groupId: number;
};

/** The console page of a running desk, as people use the page. */
export function consoleAt(url: string) {
  const base = url.replace(/\/$/, '');
  const state = async (): Promise<ConsoleState> =>
    (await (await fetch(`${base}/console/state`)).json()) as ConsoleState;

  async function act(deed: Record<string, unknown>): Promise<unknown> {
    const response = await fetch(`${base}/console/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(deed),
    });
    const answer = (await response.json()) as { ok: boolean; result: unknown; error?: string };
    if (!answer.ok) throw new Error(answer.error);
    return answer.result;
  }

  return {
    state,
    act,
    person: async (firstName: string): Promise<number> => (await act({ do: 'add', firstName })) as number,
    /** Waits until `look` finds the expected state. */
    async sees<T>(what: string, look: (seen: ConsoleState) => T | undefined | false): Promise<T> {
      const deadline = performance.now() + LIMIT_MS;
      for (;;) {
        const seen = await state();
        const found = look(seen);
        if (found !== undefined && found !== false) return found;
        if (performance.now() > deadline) {
          throw new Error(
            `Never seen: ${what}\n${JSON.stringify({ posts: seen.posts, threads: seen.threads })}`,
          );
        }
        await delay(50);
      }
    },
  };
}

export const redisLog = (folder: string): string => join(folder, 'data', 'redis', 'redis.log');

/** The process of the embedded Redis of a folder. */
export function redisPid(folder: string): number {
  const log = readFileSync(redisLog(folder), 'utf8');
  return Number([...log.matchAll(/^(\d+):M .* ready to accept connections/gim)].at(-1)?.[1]);
}
