import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Views } from '../../src/sandbox/control/views.ts';
import type { People } from '../../src/sandbox/people/people.ts';

/** What people write; with a post it is a comment. As fast as it goes, or so many a second. */
export type Load = { writes: { by: number; text: string; post?: number }[]; perSecond?: number };

/** A Bot API call that the sandbox has answered. `at` is by its clock. */
export type MadeCall = {
  method: string;
  ok: boolean;
  at: number;
  chat: number | null;
  code: number | null;
  text: string | null;
};

export type Request = { id: number; target: string; name: string; args: unknown[] };

/** The same, over to another process. */
type Remote<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;
};

/** The sandbox, in a process of its own: what it costs is not counted as the desk's. */
export type Telegram = {
  url: string;
  token: string;
  channelId: number;
  groupId: number;
  people: Remote<People>;
  views: Remote<Views>;
  told: Remote<{
    load(load: Load): void;
    /** Milliseconds from the writing of each text that begins so to the call that carries it and nothing else. */
    latencies(beginning: string): number[];
    pending(): { updates: number; copies: number };
    /** What its process has taken so far. */
    cpuSeconds(): number;
    /** The last 10 000. */
    calls(): MadeCall[];
  }>;
  close(): Promise<void>;
};

export type TelegramTimes = {
  /** How fast its clock runs; 1 is as ours. */
  speed?: number;
  limits?: 'off' | 'telegram';
};

export async function openTelegram({ speed = 1, limits = 'off' }: TelegramTimes = {}): Promise<Telegram> {
  const child = fork(
    fileURLToPath(new URL('./telegram-process.ts', import.meta.url)),
    [String(speed), limits],
    { serialization: 'advanced' },
  );
  const [address] = (await once(child, 'message')) as [Omit<Telegram, 'people' | 'views' | 'told' | 'close'>];
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  child.on('message', ({ id, result, error }: { id: number; result?: unknown; error?: string }) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) one?.resolve(result);
    else one?.reject(new Error(error));
  });
  let last = 0;
  const ask = (target: string, name: string, args: unknown[]): Promise<unknown> => {
    last += 1;
    const id = last;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      child.send({ id, target, name, args } satisfies Request);
    });
  };
  const remote = (target: string) =>
    new Proxy({} as never, {
      get:
        (_nothing, name) =>
        (...args: unknown[]) =>
          ask(target, String(name), args),
    });
  return {
    ...address,
    people: remote('people'),
    views: remote('views'),
    told: remote('told'),
    async close() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
