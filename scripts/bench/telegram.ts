import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Views } from '../../src/sandbox/control/views.ts';
import type { People } from '../../src/sandbox/people/people.ts';

/** Texts of people; a text with a post is a comment. At full speed, or at a rate per second. */
export type Load = { writes: { by: number; text: string; post?: number }[]; perSecond?: number };

/** An answered Bot API call. `at` is a time of the sandbox. */
export type MadeCall = {
  method: string;
  ok: boolean;
  at: number;
  chat: number | null;
  code: number | null;
  text: string | null;
};

export type Request = { id: number; target: string; name: string; args: unknown[] };

/** The sandbox in another process. */
type Remote<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;
};

/** The sandbox in a separate process, so that the CPU of the desk is measured alone. */
export type Telegram = {
  url: string;
  token: string;
  channelId: number;
  groupId: number;
  people: Remote<People>;
  views: Remote<Views>;
  told: Remote<{
    load(load: Load): void;
    /** Milliseconds from the writing of each text with the prefix to the call with the text alone. */
    latencies(beginning: string): number[];
    pending(): { updates: number; copies: number };
    /** CPU time of the process so far. */
    cpuSeconds(): number;
    /** The last 10 000 calls. */
    calls(): MadeCall[];
  }>;
  close(): Promise<void>;
};

export type TelegramTimes = {
  /** Speed of the clock; 1 is real time. */
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
