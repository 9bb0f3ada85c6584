import type { Redis } from 'ioredis';
import type { ClientId } from '../../machines/ids.ts';
import { systemClock } from '../../src/base/clock.ts';
import { type Inspection, inspectClient } from '../../src/cli/inspect.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { createClientStore } from '../../src/store/client-store.ts';
import { createConversationLog } from '../../src/store/conversation-log.ts';
import { createJournal } from '../../src/store/journal.ts';
import { createKeys } from '../../src/store/keys.ts';
import { createOutboxStore } from '../../src/store/outbox-store.ts';
import { createInspector } from './bot-api/inspector.ts';
import { DeskPeople } from './desk-people.ts';
import { RunningDesk, type TestDeskOptions } from './running-desk.ts';
import { eventually } from './eventually.ts';
import { observedClock } from './observed-clock.ts';
import { freshDeskId } from './redis.ts';
import { KEPT } from './stores.ts';

/** Longest time for a story to settle, in ms. */
const SETTLE_LIMIT_MS = 30_000;

/** The whole product on a separate sandbox: people by name, with acts and views. */
export type TestDesk = Awaited<ReturnType<typeof startDesk>>;

export async function startDesk(options: TestDeskOptions = {}) {
  const inspector = createInspector({ requests: true });
  const sandbox: Sandbox = await startSandbox({
    copyDelayMs: 5,
    botId: freshDeskId(),
    observer: inspector.observer,
    ...options.sandbox,
  });
  const clock = observedClock();
  const running = new RunningDesk(sandbox, clock, options);
  const people = new DeskPeople(sandbox);
  const { redis } = running;
  const desk = {
    sandbox,
    redis,
    clock,
    ...actsAndViews(sandbox, people),
    ...storedBy(sandbox, redis, people),
    ...lifeOf(running),
    /** Moves the desk's time ahead and wakes sleepers earlier. */
    pass: clock.pass,
    /** Waits for a sleep of exactly this length, and lets the time pass. */
    async passRest(ms: number): Promise<void> {
      await eventually(() => {
        if (!clock.isSleeping(ms)) throw new Error(`Nothing sleeps for ${ms} ms:\n${running.lines.join('')}`);
        // Redis may hold an entry a moment before the desk hears of the commit.
        if (!running.isAnswered()) throw new Error('The desk waits for an answer');
      });
      clock.pass(ms);
    },
    /** Resolves when every message has arrived. */
    settle: () => settle(sandbox, running),
    async [Symbol.asyncDispose](): Promise<void> {
      await running.stop();
      await sandbox.close();
      redis.disconnect();
      inspector.verify();
    },
  };
  if (options.asleep !== true) await running.start();
  return desk;
}

const actsAndViews = (sandbox: Sandbox, people: DeskPeople) => ({
  person: people.person.bind(people),
  client: people.client.bind(people),
  agent: (name: string) => people.colleague(name, 'member'),
  admin: (name: string) => people.colleague(name, 'administrator'),
  posts: people.posts.bind(people),
  post: people.post.bind(people),
  comments: people.comments.bind(people),
  /** The texts under a client's newest post. */
  thread: (name: string): string[] =>
    people.comments(name).map((message) => message.text ?? message.caption ?? '(media)'),
  /** Starts a record of the desk's finished calls, without questions. The result returns the names. */
  countCalls: (): (() => string[]) => {
    const seen = new Set(sandbox.calls);
    return () =>
      sandbox.calls
        .filter((call) => !seen.has(call) && !call.method.startsWith('get'))
        .map(({ method }) => method);
  },
});

/** The data of the desk in Redis. */
function storedBy(sandbox: Sandbox, redis: Redis, people: DeskPeople) {
  const keys = createKeys(sandbox.botId);
  return {
    keys,
    inspect: (name: string): Promise<Inspection | null> =>
      inspectClient(people.idOf(name) as ClientId, {
        clients: createClientStore(redis, keys, KEPT),
        outbox: createOutboxStore(redis, keys),
        journal: createJournal(redis, keys),
        log: createConversationLog(redis, keys),
      }),
    /** Every key of this desk, with name and value as one text. */
    held: (): Promise<Map<string, string>> => heldIn(redis, `*${sandbox.botId}*`),
    /** Keys of this desk with one of the texts in the name or the value. */
    keysHolding: (...texts: string[]): Promise<string[]> => keysHolding(redis, `*${sandbox.botId}*`, texts),
  };
}

const lifeOf = (running: RunningDesk) => ({
  /** Updates come by webhook. */
  isDelivered: () => running.webhook,
  /** The Redis connection of the running desk. */
  line: () => running.line,
  hook: { url: () => running.hookUrl(), secret: running.secret },
  /** Logged warnings and errors, as JSON lines. */
  log: running.lines,
  logger: running.log,
  isAnswered: () => running.isAnswered(),
  laterChannels: () => running.laterChannels(),
  /** Rejects when the desk fails. */
  running: () => running.running(),
  stop: () => running.stop(),
  /** Kills the process in the middle of the work, and starts another. */
  async crash(): Promise<void> {
    running.crash();
    await running.start();
  },
  async restart(changes: Pick<TestDeskOptions, 'webhook'> = {}): Promise<void> {
    await running.stop();
    running.webhook = changes.webhook ?? running.webhook;
    await running.start();
  },
});

async function settle(sandbox: Sandbox, running: RunningDesk): Promise<void> {
  const isAtRest = (): boolean => {
    const { updates, copies } = sandbox.pending();
    return updates === 0 && copies === 0 && running.idle();
  };
  const deadline = performance.now() + SETTLE_LIMIT_MS;
  for (let quiet = 0; quiet < 3; quiet = isAtRest() ? quiet + 1 : 0) {
    if (performance.now() > deadline) {
      const pending = JSON.stringify(sandbox.pending());
      throw new Error(`The desk does not come to rest: ${pending}\n${running.lines.join('')}`);
    }
    await systemClock.sleep(4);
  }
}

async function keysHolding(redis: Redis, pattern: string, texts: string[]): Promise<string[]> {
  const held = await heldIn(redis, pattern);
  return [...held].flatMap(([key, text]) => (texts.some((one) => text.includes(one)) ? [key] : []));
}

async function heldIn(redis: Redis, pattern: string): Promise<Map<string, string>> {
  const held = new Map<string, string>();
  for (let cursor = '0', first = true; first || cursor !== '0'; first = false) {
    const [next, keys] = await redis.scan(cursor, 'MATCH', pattern, 'COUNT', 1000);
    await Promise.all(keys.map(async (key) => held.set(key, `${key} ${await valueOf(redis, key)}`)));
    cursor = next;
  }
  return held;
}

async function valueOf(redis: Redis, key: string): Promise<string> {
  switch (await redis.type(key)) {
    case 'string':
      return (await redis.get(key)) ?? '';
    case 'hash':
      return Object.entries(await redis.hgetall(key)).join('\n');
    case 'list':
      return (await redis.lrange(key, 0, -1)).join('\n');
    case 'set':
      return (await redis.smembers(key)).join('\n');
    case 'zset':
      return (await redis.zrange(key, '0', '-1')).join('\n');
    case 'stream':
      return JSON.stringify(await redis.xrange(key, '-', '+'));
    default:
      return '';
  }
}
