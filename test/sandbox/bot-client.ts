import type { Message, Update } from '@grammyjs/types';
import { createDrivenClock, type DrivenClock } from '../../src/sandbox/world/clock.ts';
import { readSnapshot } from '../../src/sandbox/world/read-snapshot.ts';
import { createInspector } from '../support/bot-api/inspector.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start.ts';

export type Params = Record<string, unknown>;

/** The server's words. */
export type Answer = {
  status: number;
  headers: Headers;
  ok: boolean;
  result: never;
  error_code: number;
  description: string;
  parameters: Record<string, number>;
};

export const COPY_DELAY_MS = 3500;

export type Stage = {
  sandbox: Sandbox;
  clock: DrivenClock;
  ask(method: string, params?: Params): Promise<Answer>;
  /** The result, or an error with the refusal's text. */
  call<T = Message>(method: string, params?: Params): Promise<T>;
  /** `code description` of a refusal, `ok` otherwise. */
  refusal(method: string, params?: Params): Promise<string>;
  /** Everything queued, and confirmed. */
  updates(): Promise<Update[]>;
  /** A post with a copy, and an empty queue of updates. */
  postWithCopy(text?: string): Promise<{ postId: number; rootId: number }>;
  /** A person after pressing Start. */
  client(firstName?: string): Promise<number>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** A sandbox whose time stands still, and a bot on a plain HTTP client. */
export async function openStage(options: SandboxOptions = {}): Promise<Stage> {
  const clock = createDrivenClock();
  const inspector = createInspector({ requests: false });
  const sandbox = await startSandbox({
    clock,
    copyDelayMs: COPY_DELAY_MS,
    observer: inspector.observer,
    ...options,
  });

  async function ask(method: string, params: Params = {}): Promise<Answer> {
    const response = await fetch(`${sandbox.url}/bot${sandbox.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    });
    const body = (await response.json()) as Answer;
    return { ...body, status: response.status, headers: response.headers };
  }

  async function call<T = Message>(method: string, params: Params = {}): Promise<T> {
    const answer = await ask(method, params);
    if (!answer.ok) throw new Error(`${method}: ${answer.error_code} ${answer.description}`);
    return answer.result;
  }

  /** A repeated question waits; both offsets mean "from the beginning". */
  let beginning = 1;

  async function updates(): Promise<Update[]> {
    beginning = 3 - beginning;
    const found = await call<Update[]>('getUpdates', { offset: beginning });
    const last = found.at(-1);
    if (last !== undefined) await call('getUpdates', { offset: last.update_id + 1 });
    return found;
  }

  return {
    sandbox,
    clock,
    ask,
    call,
    updates,
    async refusal(method, params) {
      const answer = await ask(method, params);
      return answer.ok ? 'ok' : `${answer.error_code} ${answer.description}`;
    },
    async postWithCopy(text = 'post') {
      const { message_id: postId } = await call('sendMessage', { chat_id: sandbox.channelId, text });
      clock.advance(COPY_DELAY_MS);
      await updates();
      const rootId = sandbox.views.post(postId)?.rootId;
      if (typeof rootId !== 'number') throw new Error('The copy did not arrive.');
      return { postId, rootId };
    },
    async client(firstName = 'Ana') {
      const userId = sandbox.people.add({ firstName });
      sandbox.people.start(userId);
      await updates();
      return userId;
    },
    async [Symbol.asyncDispose]() {
      // After every test, another sandbox can import the state.
      readSnapshot(JSON.parse(JSON.stringify(sandbox.control.export())));
      await sandbox.close();
      inspector.verify();
    },
  };
}

/** Looks until it is so. */
export async function until(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error('It never came true.');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
