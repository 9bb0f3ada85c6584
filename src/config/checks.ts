import { isIP } from 'node:net';
import { z } from 'zod';
import { locales } from '../../machines/locales.ts';
import { checkTemplate } from '../i18n/check-template.ts';
import { maskForms } from './mask.ts';
import { createSecret, redactUrl } from './secret.ts';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

type Complain = (problem: string, fix: string) => never;

/** Turns the text of a variable into a value, or into a complaint with the fix. */
function check<Value>(read: (value: string, complain: Complain) => Value) {
  return z.string().transform((value, context): Value => {
    const complain = (problem: string, fix: string): never => {
      context.addIssue({ code: 'custom', message: problem, params: { fix } });
      return z.NEVER;
    };
    return read(value, complain);
  });
}

/** Masked before the cut: a cut password would have no form any more. */
function shown(value: string): string {
  const safe = maskForms(value);
  return `"${safe.length > 60 ? `${safe.slice(0, 60)}…` : safe}"`;
}

const botToken = check((value, complain) => {
  const botId = Number(/^(\d+):[A-Za-z0-9_-]{3,}$/.exec(value)?.[1]);
  if (Number.isSafeInteger(botId) && botId > 0) return { token: createSecret(value), botId };
  return complain(
    'does not look like a bot token.',
    'Copy the whole token from @BotFather: digits, a colon, then letters and digits.',
  );
});

const apiRoot = check((value, complain) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  const isRoot = url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '';
  if (isRoot) return value.replace(/\/+$/, '');
  return complain(
    'is not the http(s) address of a server.',
    'Use something like https://api.telegram.org, without ? or #.',
  );
});

export const howToFindChannelId =
  'Copy the link of a post in the channel: in t.me/c/1234567890/5, the id is -1001234567890.';

const chatId = (fix: string) =>
  check((value, complain) => {
    const id = /^-\d+$/.test(value) ? Number(value) : 0;
    if (id < 0 && Number.isSafeInteger(id)) return id;
    return complain(
      `${shown(value)} is not the id of a channel or group, which is a negative whole number.`,
      fix,
    );
  });

const apiHash = check((value, complain) => {
  if (/^[0-9a-f]{32}$/i.test(value)) return createSecret(value);
  return complain(
    'is not an API hash.',
    'Copy it from my.telegram.org → API development tools: 32 digits and letters.',
  );
});

/** The form of GramJS: a version, then base64. */
const session = check((value, complain) => {
  if (/^1[A-Za-z0-9+/]{300,}={0,2}$/.test(value)) return createSecret(value);
  return complain('is not an MTProto session.', 'Remove it, or set what npm run check -- --session prints.');
});

const redisUrl = check((value, complain) => {
  if (value.startsWith('/')) return createSecret(value);
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url !== null && /^rediss?:$/.test(url.protocol) && url.hostname !== '') return createSecret(value);
  return complain(
    `${url === null ? 'the value' : shown(redactUrl(value))} is not the address of a Redis server.`,
    'Use redis://server:6379, rediss://… or the absolute path of a socket, or remove it to use the embedded Redis.',
  );
});

const folder = check((value, complain) => {
  if (!/^~|\0/.test(value) && !URL.canParse(value)) return value;
  return complain(
    `${shown(value)} is not the path of a folder.`,
    'Use a path such as data or /var/lib/balcao, without ~.',
  );
});

/** Paths of the HTTP server. */
const TAKEN_PATHS = new Set(['/health', '/ready', '/metrics']);

const webhookUrl = check((value, complain) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.hash !== '') {
    return complain(
      'is not the address of a web server.',
      'Use something like https://desk.example.com/telegram, without a password and without #.',
    );
  }
  if (!/^[\w./~-]+$/.test(url.pathname) || TAKEN_PATHS.has(url.pathname)) {
    return complain(
      `${shown(url.pathname)} cannot be the path of the webhook.`,
      'Use letters, digits, - and _ in the path, and none of /health, /ready and /metrics.',
    );
  }
  return value;
});

const webhookSecret = check((value, complain) => {
  if (/^[A-Za-z0-9_-]{16,256}$/.test(value)) return createSecret(value);
  return complain(
    'is not a secret that Telegram takes and nobody guesses.',
    'Use 16 to 256 letters, digits, - or _, or remove it: then it is derived from BOT_TOKEN.',
  );
});

const host = check((value, complain) => {
  if (isIP(value) > 0 || /^[A-Za-z0-9.-]+$/.test(value)) return value;
  return complain(
    `${shown(value)} is not a host address.`,
    'Use an IP address or a host name without http:// or a port, such as 127.0.0.1.',
  );
});

const integer = (lowest: number, highest: number) =>
  check((value, complain) => {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= lowest && number <= highest) return number;
    return complain(
      `${shown(value)} is out of range or not a whole number.`,
      `Use a whole number from ${lowest} to ${highest}.`,
    );
  });

function oneOf<const Choice extends string>(choices: readonly Choice[]) {
  return check((value, complain) => {
    const choice = choices.find((candidate) => candidate === value);
    return (
      choice ??
      complain(`${shown(value)} is not one of the options.`, `Use one of these: ${choices.join(', ')}.`)
    );
  });
}

const timeZone = check((value, complain) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone && value;
  } catch {
    return complain(
      `${shown(value)} is not a time zone.`,
      'Use a name from the IANA database, such as America/Sao_Paulo.',
    );
  }
});

const yesOrNo = check((value, complain) => {
  const word = value.toLowerCase();
  if (['1', 'true', 'yes', 'on'].includes(word)) return true;
  if (['0', 'false', 'no', 'off'].includes(word)) return false;
  return complain(
    `${shown(value)} means neither yes nor no.`,
    'Use 1 or 0 (true/false, yes/no and on/off work too).',
  );
});

const messageText = check((value, complain) => {
  for (const { problem, fix } of checkTemplate(value, shown)) complain(problem, fix);
  return value;
});

/** Checks each variable alone. Rules between variables are in `config.ts`. */
export const schema = z.object({
  BOT_TOKEN: botToken.optional(),
  TELEGRAM_API_ROOT: apiRoot,
  CHANNEL_ID: chatId(howToFindChannelId).optional(),
  GROUP_ID: chatId('Remove this variable to use the group linked to the channel.').optional(),
  API_ID: integer(1, 2_147_483_647).optional(),
  API_HASH: apiHash.optional(),
  TG_SESSION: session.optional(),
  REDIS_URL: redisUrl.optional(),
  DATA_DIR: folder,
  UPDATES: oneOf(['polling', 'webhook']),
  WEBHOOK_URL: webhookUrl.optional(),
  WEBHOOK_SECRET: webhookSecret.optional(),
  HOST: host,
  PORT: integer(0, 65_535),
  LOCALE: oneOf(locales),
  TIME_ZONE: timeZone,
  START_MSG: messageText.optional(),
  RESTART_MSG: messageText.optional(),
  END_MSG: messageText.optional(),
  TERMS_MSG: messageText.optional(),
  NOTIFY_ADMINS: yesOrNo,
  FLOOD_PER_MINUTE: integer(0, 1000),
  LOG_DAYS: integer(1, 3650),
  REPORT_DAYS: integer(1, 3650),
  COLLECT: oneOf(['full', 'minimal']),
  LOG_LEVEL: oneOf(logLevels),
});
