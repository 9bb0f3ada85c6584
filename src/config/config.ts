import type { z } from 'zod';
import type { Locale } from '../../machines/locales.ts';
import { howToFindChannelId, type logLevels, schema } from './checks.ts';
import { ConfigError, type ConfigProblem } from './config-error.ts';
import { defaultOf, type Env, isVariableName, readEnv, variableNames } from './env.ts';
import { type Proxies, readProxies } from './proxy.ts';
import { deriveSecret, type Secret } from './secret.ts';

type LogLevel = (typeof logLevels)[number];

export type Config = {
  bot:
    | { kind: 'sandbox' }
    | {
        kind: 'telegram';
        token: Secret;
        botId: number;
        /** Without a trailing slash. */
        apiRoot: string;
        channelId: number;
        /** Null: the chat linked to the channel. */
        groupId: number | null;
        /** For the setup check only. */
        mtproto: Mtproto | null;
      };
  updates: { kind: 'polling' } | { kind: 'webhook'; url: string; secret: Secret };
  redis: { kind: 'embedded' } | { kind: 'url'; url: Secret };
  dataDir: string;
  http: { host: string; port: number };
  locale: Locale;
  timeZone: string;
  /** Templates for `fillTemplate`. Null: the text of the catalogue. */
  texts: { start: string | null; restart: string | null; end: string | null; terms: string | null };
  notifyAdmins: boolean;
  /** 0: no limit. */
  floodPerMinute: number;
  logDays: number;
  reportDays: number;
  /** Data kept of a client's profile. `minimal`: neither the username nor the language. */
  collect: 'full' | 'minimal';
  logLevel: LogLevel;
  /** Null: every address is called directly. */
  proxies: Proxies | null;
};

/** Keys for MTProto. */
export type Mtproto = { apiId: number; apiHash: Secret; session: Secret | null };

/** @throws ConfigError with all problems */
export function parseConfig(environment: Record<string, string | undefined>): Config {
  const env = readEnv(environment);
  const proxy = readProxies(environment);
  const parsed = schema.safeParse(withDefaults(env));
  const problems = [
    ...(parsed.error?.issues ?? []).map(toProblem),
    ...disagreements(env),
    ...aboutMtproto(env),
    ...proxy.problems,
  ];
  if (parsed.data === undefined || problems.length > 0) throw new ConfigError(problems);
  return { ...nest(parsed.data), proxies: proxy.proxies };
}

function withDefaults(env: Env): Env {
  const complete: Env = {};
  for (const name of variableNames) {
    const value = env[name] ?? defaultOf(name);
    if (value !== '') complete[name] = value;
  }
  return complete;
}

function toProblem(issue: z.core.$ZodIssue): ConfigProblem {
  const variable = String(issue.path[0]);
  if (!isVariableName(variable)) throw issue;
  const fix = issue.code === 'custom' ? String(issue.params?.['fix']) : 'Remove this variable.';
  return { variable, problem: issue.message, fix };
}

/** Checks set variables, valid or not, so that all problems are reported together. */
const disagreements = (env: Env): ConfigProblem[] => [...aboutTheBot(env), ...aboutUpdates(env)];

function aboutTheBot(env: Env): ConfigProblem[] {
  if (env.BOT_TOKEN === undefined) {
    return (['TELEGRAM_API_ROOT', 'CHANNEL_ID', 'GROUP_ID', 'API_ID', 'API_HASH', 'TG_SESSION'] as const)
      .filter((variable) => env[variable] !== undefined)
      .map((variable) => ({
        variable,
        problem: 'is set but BOT_TOKEN is not: the sandbox would open instead of your channel.',
        fix: 'Set BOT_TOKEN, or remove this variable to use the sandbox.',
      }));
  }
  if (env.CHANNEL_ID === undefined) {
    return [
      {
        variable: 'CHANNEL_ID',
        problem: 'is missing; it is required when BOT_TOKEN is set.',
        fix: howToFindChannelId,
      },
    ];
  }
  if (env.CHANNEL_ID === env.GROUP_ID) {
    return [
      {
        variable: 'GROUP_ID',
        problem: 'is the same as CHANNEL_ID: the channel and its comment group are two different chats.',
        fix: 'Remove GROUP_ID to use the group linked to the channel.',
      },
    ];
  }
  return [];
}

function aboutUpdates(env: Env): ConfigProblem[] {
  if (env.UPDATES === undefined) {
    return (['WEBHOOK_URL', 'WEBHOOK_SECRET'] as const)
      .filter((variable) => env[variable] !== undefined)
      .map((variable) => ({
        variable,
        problem: 'is set but UPDATES is not: the desk would poll.',
        fix: 'Set UPDATES=webhook, or UPDATES=polling to keep this variable for later.',
      }));
  }
  if (env.UPDATES !== 'webhook') return [];
  if (env.BOT_TOKEN === undefined) {
    return [
      {
        variable: 'UPDATES',
        problem: 'is webhook but BOT_TOKEN is not set: the sandbox is always polled.',
        fix: 'Set BOT_TOKEN, or remove this variable to use the sandbox.',
      },
    ];
  }
  if (env.WEBHOOK_URL === undefined) {
    return [
      {
        variable: 'WEBHOOK_URL',
        problem: 'is missing; it is required with UPDATES=webhook.',
        fix: 'Set it to the address under which Telegram reaches this desk, such as https://desk.example.com/telegram.',
      },
    ];
  }
  const server = env.TELEGRAM_API_ROOT ?? defaultOf('TELEGRAM_API_ROOT');
  return server === defaultOf('TELEGRAM_API_ROOT') ? whatTelegramAsksOf(env.WEBHOOK_URL) : [];
}

/** Telegram's servers deliver to these ports. Other Bot API servers may deliver anywhere (`FACTS.md #35`). */
function whatTelegramAsksOf(webhookUrl: string): ConfigProblem[] {
  if (!URL.canParse(webhookUrl) || !/^https?:/i.test(webhookUrl)) return [];
  const { protocol, port } = new URL(webhookUrl);
  if (protocol === 'https:' && ['', '80', '88', '8443'].includes(port)) return [];
  return [
    {
      variable: 'WEBHOOK_URL',
      problem: 'is an address that Telegram does not deliver to.',
      fix: 'Use https:// and one of the ports 443, 80, 88 and 8443; behind it the desk may listen on any PORT.',
    },
  ];
}

type Values = z.output<typeof schema>;

function aboutMtproto(env: Env): ConfigProblem[] {
  const missing = (['API_ID', 'API_HASH'] as const).filter((variable) => env[variable] === undefined);
  const isWanted = missing.length < 2 || env.TG_SESSION !== undefined;
  if (!isWanted || env.BOT_TOKEN === undefined) return [];
  return missing.map((variable) => ({
    variable,
    problem: 'is missing: API_ID, API_HASH and TG_SESSION belong together.',
    fix: 'Set it as my.telegram.org shows it, or remove the others: they are only for a closer setup check.',
  }));
}

function mtprotoOf({ API_ID, API_HASH, TG_SESSION }: z.output<typeof schema>): Mtproto | null {
  if (API_ID === undefined || API_HASH === undefined) return null;
  return { apiId: API_ID, apiHash: API_HASH, session: TG_SESSION ?? null };
}

function nest(values: Values): Omit<Config, 'proxies'> {
  return {
    bot:
      values.BOT_TOKEN === undefined || values.CHANNEL_ID === undefined
        ? { kind: 'sandbox' }
        : {
            kind: 'telegram',
            ...values.BOT_TOKEN,
            apiRoot: values.TELEGRAM_API_ROOT,
            channelId: values.CHANNEL_ID,
            groupId: values.GROUP_ID ?? null,
            mtproto: mtprotoOf(values),
          },
    updates: updatesOf(values),
    redis: values.REDIS_URL === undefined ? { kind: 'embedded' } : { kind: 'url', url: values.REDIS_URL },
    dataDir: values.DATA_DIR,
    http: { host: values.HOST, port: values.PORT },
    locale: values.LOCALE,
    timeZone: values.TIME_ZONE,
    texts: {
      start: values.START_MSG ?? null,
      restart: values.RESTART_MSG ?? null,
      end: values.END_MSG ?? null,
      terms: values.TERMS_MSG ?? null,
    },
    notifyAdmins: values.NOTIFY_ADMINS,
    floodPerMinute: values.FLOOD_PER_MINUTE,
    logDays: values.LOG_DAYS,
    reportDays: values.REPORT_DAYS,
    collect: values.COLLECT,
    logLevel: values.LOG_LEVEL,
  };
}

function updatesOf({ BOT_TOKEN, UPDATES, WEBHOOK_URL, WEBHOOK_SECRET }: Values): Config['updates'] {
  if (UPDATES === 'polling' || BOT_TOKEN === undefined || WEBHOOK_URL === undefined)
    return { kind: 'polling' };
  const secret = WEBHOOK_SECRET ?? deriveSecret(BOT_TOKEN.token, 'webhook');
  return { kind: 'webhook', url: WEBHOOK_URL, secret };
}
