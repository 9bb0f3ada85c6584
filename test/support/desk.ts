import type { Redis } from 'ioredis';
import { inject } from 'vitest';
import type { ClientId } from '../../machines/ids.ts';
import type { OptionalFeature } from '../../src/desk/features.ts';
import { type Desk, startDesk as startApp } from '../../src/desk/start-desk.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { createSecret, type Secret } from '../../src/config/secret.ts';
import { type HttpServer, startHttp } from '../../src/http/server.ts';
import { type Inspection, inspectClient } from '../../src/cli/inspect.ts';
import type { CompanyTexts } from '../../src/outbox/delivery.ts';
import type { SeenMessage, SeenPost } from '../../src/sandbox/control/state.ts';
import type { CommentOptions } from '../../src/sandbox/people/comments.ts';
import type { WriteOptions } from '../../src/sandbox/people/in-private.ts';
import type { Content, NewPerson } from '../../src/sandbox/people/people.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start.ts';
import { createClientStore } from '../../src/store/client-store.ts';
import { createJournal } from '../../src/store/journal.ts';
import { createKeys } from '../../src/store/keys.ts';
import { createOutboxStore } from '../../src/store/outbox-store.ts';
import { Pubsub } from '../../src/store/pubsub.ts';
import { connectRedis } from '../../src/store/redis.ts';
import { createTelegramApi } from '../../src/telegram/grammy-api.ts';
import { createLogger, type Logger } from '../../src/telemetry/logger.ts';
import { createInspector } from './bot-api/inspector.ts';
import { eventually } from './eventually.ts';
import { hurriedClock } from './hurried-clock.ts';
import { freshDeskId } from './redis.ts';
import { KEPT } from './stores.ts';

export type TestDeskOptions = {
  sandbox?: SandboxOptions;
  company?: Partial<CompanyTexts>;
  notifyAdmins?: boolean;
  /** A separate Redis. @default the Redis shared by all tests */
  redisSocket?: string;
  /** @default 0: no limit */
  floodPerMinute?: number;
  /** Start the desk later, with `restart`. */
  asleep?: boolean;
  /** As configured. Absent: the channel's. */
  groupId?(sandbox: Sandbox): number;
  /** Updates come by webhook. */
  webhook?: boolean;
  /** Features that the desk does not have. */
  without?: readonly OptionalFeature[];
};

/** Values of the environment that no test changes. */
const ENVIRONMENT = { ...KEPT, timeZone: 'UTC' };

const HOOK_PATH = '/telegram';

/** Longest time for a story to settle, in ms. */
const SETTLE_LIMIT_MS = 30_000;

const openHook = (port: number, secret: Secret, clock: Clock, log: Logger): Promise<HttpServer> =>
  startHttp({ host: '127.0.0.1', port, webhooks: [{ path: HOOK_PATH, secret }], clock, log });

/** The whole product on a separate sandbox: people by name, with acts and views. */
export type TestDesk = Awaited<ReturnType<typeof startDesk>>;

export async function startDesk(options: TestDeskOptions = {}) {
  const secret = createSecret('the-secret-of-the-tests');
  const hookUrl = () => `http://127.0.0.1:${port}${HOOK_PATH}`;
  const inspector = createInspector({ requests: true });
  const sandbox: Sandbox = await startSandbox({
    copyDelayMs: 5,
    botId: freshDeskId(),
    observer: inspector.observer,
    ...options.sandbox,
  });
  const connect = () => connectRedis(options.redisSocket ?? inject('redisSocket'), () => {});
  const redis = connect();
  let line = redis;
  let crashed = false;
  const ghosts: Promise<void>[] = [];
  const lines: string[] = [];
  const log = createLogger({ level: 'warn', pretty: false }, { write: (line: string) => lines.push(line) });
  const clock = hurriedClock();
  const keys = createKeys(sandbox.botId);
  const company: CompanyTexts = { start: null, restart: null, end: null, terms: null, ...options.company };
  let app: Desk | null = null;
  let webhook = options.webhook ?? false;
  /** The first start chooses the port; a restart uses the same. */
  let port = 0;

  let http: HttpServer | undefined;
  let pubsub: Pubsub | null = null;

  async function start(): Promise<void> {
    line = connect();
    pubsub = new Pubsub(line);
    http = webhook ? await openHook(port, secret, clock, log) : undefined;
    port = http?.port ?? port;
    const host = { redis: line, pubsub, http, clock, random: Math.random, log };
    app = await startApp(host, {
      ...(webhook ? { webhook: { url: hookUrl(), secret } } : {}),
      api: createTelegramApi(sandbox.token, sandbox.url),
      channelId: sandbox.channelId,
      groupId: options.groupId?.(sandbox) ?? null,
      locale: 'pt-BR',
      company,
      notifyAdmins: options.notifyAdmins ?? true,
      floodPerMinute: options.floodPerMinute ?? 0,
      without: new Set(options.without),
      ...ENVIRONMENT,
      alone: crashed,
      stampDir: null,
    });
  }

  async function stop(): Promise<void> {
    await app?.stop();
    app = null;
    await http?.close();
    http = undefined;
    pubsub?.close();
    if (line !== redis) line.disconnect();
    await Promise.all(ghosts);
  }

  /**
   * Acts like `kill -9`: Telegram may still carry out the calls under way, Redis gets no more commands, and the lease is
   * not released.
   */
  function crash(): void {
    line.disconnect();
    ghosts.push(Promise.all([app?.stop(), http?.close()]).then(() => undefined));
    http = undefined;
    app = null;
    crashed = true;
  }

  const ids = new Map<string, number>();
  const idOf = (name: string): number => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    const id = sandbox.people.add({ firstName: name });
    ids.set(name, id);
    return id;
  };

  /** A person with another profile; from here on `name` means the new person. */
  function person(name: string, profile: NewPerson): number {
    const id = sandbox.people.add(profile);
    ids.set(name, id);
    return id;
  }

  function posts(name: string): SeenPost[] {
    const opening = new RegExp(`^\\S+ ${idOf(name)} 👤`, 'u');
    return sandbox.views.channel().filter((post) => opening.test(post.text));
  }

  function post(name: string): SeenPost {
    const found = posts(name).at(-1);
    if (found === undefined) throw new Error(`${name} has no post`);
    return found;
  }

  const client = (name: string) => {
    const id = idOf(name);
    return {
      id,
      starts: (parameter?: string): number => sandbox.people.start(id, parameter),
      writes: (content: Content, more: WriteOptions = {}): number => sandbox.people.write(id, content, more),
      edits: (message: number, content: Content): void => sandbox.people.edit(id, message, content),
      blocks: (): void => sandbox.people.block(id),
      unblocks: (): void => sandbox.people.unblock(id),
      /** Everything in the client's chat with the bot. */
      chat: (): SeenMessage[] => sandbox.views.private(id),
      /** Messages of the bot to the client, oldest first. */
      received: (): SeenMessage[] =>
        sandbox.views.private(id).filter((message) => message.from?.id === sandbox.botId),
      texts: (): string[] =>
        client(name)
          .received()
          .map(({ text }) => text ?? ''),
      lastMessage: (): string | undefined => client(name).received().at(-1)?.text,
    };
  };

  /** A person in the channel with the given role. */
  const colleague = (name: string, role: 'creator' | 'administrator' | 'member') => {
    const isNew = !ids.has(name);
    const id = idOf(name);
    if (isNew) {
      sandbox.people.setRole(sandbox.channelId, id, role);
      sandbox.people.setRole(sandbox.groupId, id, 'member');
    }
    return {
      ...client(name),
      comments: (about: string, content: Content, more: CommentOptions = {}): number =>
        sandbox.people.comment(id, post(about).id, content, more),
      editsComment: (message: number, content: Content): void =>
        sandbox.people.editComment(id, message, content),
    };
  };

  const isAtRest = (): boolean => {
    const { updates, copies } = sandbox.pending();
    return updates === 0 && copies === 0 && (app === null || app.idle());
  };

  const desk = {
    sandbox,
    redis,
    /** Updates come by webhook. */
    isDelivered: () => webhook,
    /** The Redis connection of the running desk. */
    line: () => line,
    keys,
    clock,
    hook: { url: hookUrl, secret: secret.reveal() },
    /** Logged warnings and errors, as JSON lines. */
    log: lines,
    logger: log,
    person,
    client,
    agent: (name: string) => colleague(name, 'member'),
    admin: (name: string) => colleague(name, 'administrator'),
    posts,
    post,
    /** The texts under a client's newest post. */
    thread: (name: string): string[] =>
      sandbox.views.thread(post(name).id).map((message) => message.text ?? message.caption ?? '(media)'),
    comments: (name: string): SeenMessage[] => sandbox.views.thread(post(name).id),
    inspect: (name: string): Promise<Inspection | null> =>
      inspectClient(idOf(name) as ClientId, {
        clients: createClientStore(redis, keys, KEPT),
        outbox: createOutboxStore(redis, keys),
        journal: createJournal(redis, keys),
      }),
    /** Moves the desk's time ahead and wakes sleepers earlier. */
    pass: clock.pass,
    /** Waits for a sleep of exactly this length, and lets the time pass. */
    async passRest(ms: number): Promise<void> {
      await eventually(() => {
        if (!clock.rests(ms)) throw new Error(`Nothing rests for ${ms} ms:\n${lines.join('')}`);
      });
      clock.pass(ms);
    },
    /** Starts a record of the desk's finished calls, without questions. The result returns the names. */
    countCalls: (): (() => string[]) => {
      const seen = new Set(sandbox.calls);
      return () =>
        sandbox.calls
          .filter((call) => !seen.has(call) && !call.method.startsWith('get'))
          .map(({ method }) => method);
    },
    /** Keys of this desk with the text in the name or the value. */
    keysHolding: (text: string): Promise<string[]> => keysHolding(redis, `*${sandbox.botId}*`, text),
    /** Resolves when every message has arrived. */
    async settle(): Promise<void> {
      const deadline = performance.now() + SETTLE_LIMIT_MS;
      for (let quiet = 0; quiet < 3; quiet = isAtRest() ? quiet + 1 : 0) {
        if (performance.now() > deadline) {
          throw new Error(
            `The desk does not come to rest: ${JSON.stringify(sandbox.pending())}\n${lines.join('')}`,
          );
        }
        await systemClock.sleep(4);
      }
    },
    /** Rejects when the desk fails. */
    running: (): Promise<void> => app?.running ?? Promise.resolve(),
    stop,
    /** Kills the process in the middle of the work, and starts another. */
    async crash(): Promise<void> {
      crash();
      await start();
    },
    async restart(changes: Pick<TestDeskOptions, 'webhook'> = {}): Promise<void> {
      await stop();
      webhook = changes.webhook ?? webhook;
      await start();
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await stop();
      await sandbox.close();
      redis.disconnect();
      inspector.verify();
    },
  };
  if (options.asleep !== true) await start();
  return desk;
}

async function keysHolding(redis: Redis, pattern: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (let cursor = '0', first = true; first || cursor !== '0'; first = false) {
    const [next, keys] = await redis.scan(cursor, 'MATCH', pattern, 'COUNT', 1000);
    for (const key of keys) if (`${key} ${await valueOf(redis, key)}`.includes(text)) found.push(key);
    cursor = next;
  }
  return found;
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
