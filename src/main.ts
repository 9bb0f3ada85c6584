import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { type Desk, startDesk } from './desk/start-desk.ts';
import { type Clock, systemClock } from './base/clock.ts';
import { SetupError } from './base/errors.ts';
import { explainFileError } from './base/file-error.ts';
import { createStopRequest } from './base/stop-request.ts';
import { createAdjustableClock, passAwake } from './base/adjustable-clock.ts';
import { type Config, parseConfig } from './config/config.ts';
import { type Mask, maskFor } from './config/mask.ts';
import { npmTook, searchPath } from './config/env.ts';
import { loadEnvFile } from './config/env-file.ts';
import { warnOfOpenFile } from './config/private-files.ts';
import { type HttpServer, startHttp } from './http/server.ts';
import { exposureWarning, isLoopback, whyNotExposed } from './sandbox/control/exposure.ts';
import { createMovableClock } from './sandbox/world/clock.ts';
import { startSandbox } from './sandbox/start.ts';
import { openStore } from './store/open-store.ts';
import { Pubsub } from './store/pubsub.ts';
import { createTelegramApi } from './telegram/grammy-api.ts';
import { createLogger, type Logger } from './telemetry/logger.ts';
import { maskOutput, stackOf } from './telemetry/masked-output.ts';
import { deskLog, metricsOf } from './telemetry/metrics.ts';

const ENV_FILE = '.env';
/** Closes files of the desk and of Redis to other users. */
const OWNER_ONLY = 0o077;

type Telegram = {
  token: string;
  botId: number;
  apiRoot: string;
  channelId: number;
  groupId: number | null;
  /** The clock of Telegram and the desk. */
  clock: Clock;
  close(): Promise<void>;
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  // Set while the embedded Redis runs.
  let endRedis = (): void => {};
  const stopping = stopSignal(() => endRedis());
  const hasEnvFile = loadEnvFile(ENV_FILE, process.env);
  const mask = maskFor(process.env);
  maskOutput(process, mask);
  const config = parseConfig(process.env);
  const log = createLogger({
    level: config.logLevel,
    pretty: process.stderr.isTTY,
    mask,
  });

  warnOfSettings(config, log);

  const closers: (() => Promise<void>)[] = [];
  try {
    let fail: (error: SetupError) => void = () => {};
    const failed = new Promise<SetupError>((resolve) => {
      fail = resolve;
    });
    const http = await openHttp(config, mask, log);
    closers.push(async () => http?.close());
    const store = await openStore(config, {
      path: searchPath(process.env),
      log,
      onFailed: (error) => fail(error),
    });
    closers.push(() => store.close());
    endRedis = store.endNow;
    const telegram = await openTelegram(config);
    closers.push(() => telegram.close());
    const pubsub = new Pubsub(store.redis);
    closers.push(async () => pubsub.close());
    const { clock } = telegram;
    const host = { redis: store.redis, pubsub, http, clock, random: Math.random, log };
    const desk: Desk = await startDesk(host, {
      api: createTelegramApi(telegram.token, telegram.apiRoot, {
        startCall: metricsOf(deskLog(log, telegram.botId)).startCall,
        proxies: config.proxies,
      }),
      chats: { channelId: telegram.channelId, groupId: telegram.groupId },
      webhook: config.updates.kind === 'webhook' ? config.updates : undefined,
      settings: {
        locale: config.locale,
        company: config.texts,
        timeZone: config.timeZone,
        notifyAdmins: config.notifyAdmins,
        floodPerMinute: config.floodPerMinute,
        collect: config.collect,
      },
      retention: { logDays: config.logDays, reportDays: config.reportDays },
      start: {
        // This process holds the lock on the data.
        alone: config.redis.kind === 'embedded',
        // The embedded Redis has a separate marker beside the data.
        dataIdDir: config.redis.kind === 'embedded' ? null : config.dataDir,
        acceptsDataLoss: isAsked('accept-data-loss'),
        giveUp: stopping,
      },
    });
    closers.push(() => desk.stop());
    announce(config, telegram, desk, hasEnvFile);
    const end = await Promise.race([fired(stopping), failed, desk.running]);
    if (end instanceof SetupError) throw end;
  } catch (error) {
    if (!stopping.aborted || error !== stopping.reason) throw error;
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** A flag behind `npm start --`, or before the dashes, where npm reads the flag. */
const isAsked = (flag: string): boolean =>
  process.argv.includes(`--${flag}`) || npmTook(process.env, flag.replaceAll('-', '_'));

function warnOfSettings({ bot }: Config, log: Logger): void {
  const openFile = bot.kind === 'sandbox' ? null : warnOfOpenFile(ENV_FILE);
  if (openFile !== null) log.warn({ event: 'env.open' }, openFile);
}

function announce({ bot }: Config, { apiRoot, channelId }: Telegram, desk: Desk, hasEnvFile: boolean): void {
  if (bot.kind === 'sandbox') {
    if (hasEnvFile) say(`${ENV_FILE} is there but sets no BOT_TOKEN, so the local Telegram opens.`);
    say(`Balcão is running on a local Telegram. Open its console: ${apiRoot}/`);
  } else {
    say(`Balcão is running in channel ${channelId}.`);
    if (desk.role() === 'standby') {
      say('Another process serves it; this one stands by and takes over when the other one stops or dies.');
    }
  }
  say('Stop it with Ctrl-C.');
}

/** The address serves the console of the sandbox. */
async function openHttp(
  { bot, http, updates }: Config,
  mask: Mask,
  log: Logger,
): Promise<HttpServer | undefined> {
  if (bot.kind === 'sandbox') return undefined;
  const webhooks =
    updates.kind === 'webhook' ? [{ path: new URL(updates.url).pathname, secret: updates.secret }] : [];
  return startHttp({ ...http, webhooks, clock: systemClock, mask, log }).catch((cause: unknown) => {
    throw listenError(cause, http);
  });
}

async function openTelegram({ bot, http, dataDir }: Config): Promise<Telegram> {
  if (bot.kind === 'telegram') {
    const { apiRoot, channelId, groupId } = bot;
    return {
      token: bot.token.reveal(),
      botId: bot.botId,
      apiRoot,
      channelId,
      groupId,
      clock: systemClock,
      close: async () => {},
    };
  }
  const expose = allowExposure(http.host);
  const dataFile = join(dataDir, 'sandbox', 'telegram.jsonl');
  // If the sandbox file was deleted, Redis may still hold keys of the old bot id. A random bot id matches none of them.
  const botId = randomInt(10_000, 2 ** 31);
  const clock = createAdjustableClock();
  const sandboxClock = createMovableClock();
  sandboxClock.onAdvance((ms) => void passAwake(clock, ms));
  const options = { ...http, expose, dataFile, seed: true, botId, clock: sandboxClock };
  const sandbox = await startSandbox(options).catch((cause: unknown) => {
    throw listenError(cause, http);
  });
  const { token, url, channelId, groupId } = sandbox;
  const close = () => sandbox.close();
  return { token, botId: sandbox.botId, apiRoot: url, channelId, groupId, clock, close };
}

/** The sandbox has no sign-in, so an address open to other machines needs a flag. */
function allowExposure(host: string): boolean {
  if (isLoopback(host)) return false;
  if (!isAsked('expose')) throw new SetupError(whyNotExposed(host, '--expose (npm start -- --expose)'));
  process.stderr.write(`${exposureWarning(host)}\n`);
  return true;
}

function listenError(cause: unknown, { host, port }: Config['http']): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new SetupError(`Port ${port} of ${host} is in use; set PORT to a free one, or to 0 for any.`);
    case 'EACCES':
      return new SetupError(`Port ${port} is not allowed for this user; set PORT to one above 1023.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new SetupError(`${host} is no address of this machine; set HOST to 127.0.0.1 or 0.0.0.0.`);
    default:
      return cause;
  }
}

/** @param endNow runs before the process exits without waiting */
function stopSignal(endNow: () => void): AbortSignal {
  const { ask, signal } = createStopRequest(systemClock, () => {
    endNow();
    process.exit(1);
  });
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, ask);
  // A terminal that closes sends SIGHUP, and takes no more output.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
  return signal;
}

const fired = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

process.umask(OWNER_ONLY);
try {
  await main();
} catch (thrown) {
  const error = explainFileError(thrown);
  // A set-up problem needs no stack.
  process.stderr.write(`${error instanceof SetupError ? error.message : stackOf(error)}\n`);
  process.exitCode = 1;
}
// A question to Telegram may still be open. Exits without waiting.
process.exit();
