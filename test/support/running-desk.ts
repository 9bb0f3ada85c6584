import { inject } from 'vitest';
import type { OptionalFeature } from '../../src/desk/features.ts';
import { type Desk, startDesk } from '../../src/desk/start-desk.ts';
import type { Clock } from '../../src/base/clock.ts';
import { createSecret } from '../../src/config/secret.ts';
import { type HttpServer, startHttp } from '../../src/http/server.ts';
import type { CompanyTexts } from '../../src/outbox/delivery.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/start.ts';
import { Pubsub } from '../../src/store/pubsub.ts';
import { connectRedis } from '../../src/store/redis.ts';
import { createTelegramApi } from '../../src/telegram/grammy-api.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { DESK_OPTIONS, FIRST_SETTINGS, NO_TEXTS } from './desk-options.ts';
import { freePort } from './free-port.ts';
import { randomFrom, seed } from './random.ts';

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
  /** Features that the desk does not have. @default the set-up check */
  without?: readonly OptionalFeature[];
};

const HOOK_PATH = '/telegram';

const SECRET = createSecret('the-secret-of-the-tests');

/** A process that serves the desk: starts, stops, crashes, starts again. */
export class RunningDesk {
  readonly redis;
  /** Logged warnings and errors, as JSON lines. */
  readonly lines: string[] = [];
  readonly log;
  readonly secret = SECRET.reveal();
  /** The Redis connection of the running desk. */
  line;
  webhook: boolean;
  #app: Desk | null = null;
  #http: HttpServer | undefined;
  #pubsub: Pubsub | null = null;
  /** The first start chooses the port; a restart uses the same. */
  #port = 0;
  #crashed = false;
  #callsUnderWay = 0;
  #commandsUnderWay = 0;
  readonly #ghosts: Promise<void>[] = [];
  readonly #sandbox: Sandbox;
  readonly #clock: Clock;
  readonly #options: TestDeskOptions;

  constructor(sandbox: Sandbox, clock: Clock, options: TestDeskOptions) {
    this.#sandbox = sandbox;
    this.#clock = clock;
    this.#options = options;
    this.redis = this.#connect();
    this.line = this.redis;
    this.webhook = options.webhook ?? false;
    this.log = createLogger(
      { level: 'warn', pretty: false },
      { write: (line: string) => this.lines.push(line) },
    );
  }

  hookUrl(): string {
    return `http://127.0.0.1:${this.#port}${HOOK_PATH}`;
  }

  idle(): boolean {
    return this.#app === null || this.#app.idle();
  }

  /** Telegram and Redis have answered the desk, besides questions to Telegram. */
  isAnswered(): boolean {
    return this.#callsUnderWay === 0 && this.#commandsUnderWay === 0;
  }

  /** Channels of the later boards that the running desk knows. */
  laterChannels(): number[] {
    return this.#app?.laterChannels() ?? [];
  }

  /** Rejects when the desk fails. */
  running(): Promise<void> {
    return this.#app?.running ?? Promise.resolve();
  }

  async start(): Promise<void> {
    this.line = this.#counted(this.#connect());
    this.#pubsub = new Pubsub(this.line);
    if (this.webhook && this.#port === 0) this.#port = await freePort();
    this.#http = this.webhook ? await this.#openHook() : undefined;
    const clock = this.#clock;
    const host = {
      redis: this.line,
      pubsub: this.#pubsub,
      http: this.#http,
      clock,
      random: randomFrom(seed).next,
      log: this.log,
    };
    const { token, url, channelId } = this.#sandbox;
    const { company, floodPerMinute = 0, groupId, notifyAdmins = true, without } = this.#options;
    this.#app = await startDesk(host, {
      ...DESK_OPTIONS,
      ...(this.webhook ? { webhook: { url: this.hookUrl(), secret: SECRET } } : {}),
      api: createTelegramApi(token, url, { startCall: (method) => this.#startCall(method) }),
      chats: { channelId, groupId: groupId?.(this.#sandbox) ?? null },
      settings: { ...FIRST_SETTINGS, company: { ...NO_TEXTS, ...company }, notifyAdmins, floodPerMinute },
      ...(without === undefined ? {} : { without: new Set(without) }),
      start: { alone: this.#crashed, dataIdDir: null },
    });
  }

  async stop(): Promise<void> {
    await this.#app?.stop();
    this.#app = null;
    await this.#http?.close();
    this.#http = undefined;
    this.#pubsub?.close();
    if (this.line !== this.redis) this.line.disconnect();
    await Promise.all(this.#ghosts);
  }

  /**
   * Acts like `kill -9`: Telegram may still carry out the calls under way, Redis gets no more commands, and the lease is
   * not released.
   */
  crash(): void {
    this.line.disconnect();
    this.#ghosts.push(Promise.all([this.#app?.stop(), this.#http?.close()]).then(() => undefined));
    this.#http = undefined;
    this.#app = null;
    this.#crashed = true;
  }

  #startCall(method: string): () => void {
    if (method.startsWith('get')) return () => undefined;
    this.#callsUnderWay += 1;
    return () => void (this.#callsUnderWay -= 1);
  }

  #counted(line: ReturnType<typeof connectRedis>) {
    const send = line.sendCommand.bind(line);
    line.sendCommand = (command, stream) => {
      this.#commandsUnderWay += 1;
      const ended = () => void (this.#commandsUnderWay -= 1);
      command.promise.then(ended, ended);
      return send(command, stream);
    };
    return line;
  }

  #connect() {
    return connectRedis(this.#options.redisSocket ?? inject('redisSocket'), () => {});
  }

  #openHook(): Promise<HttpServer> {
    const webhooks = [{ path: HOOK_PATH, secret: SECRET }];
    return startHttp({ host: '127.0.0.1', port: this.#port, webhooks, clock: this.#clock, log: this.log });
  }
}
