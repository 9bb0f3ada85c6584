/** All names of environment variables. `config.ts` decides the meaning. */
const variables = {
  BOT_TOKEN: {
    default: '',
    isSecret: true,
    meaning:
      'Bot token from @BotFather. If unset, the sandbox opens: a local Telegram that needs no account.',
  },
  TELEGRAM_API_ROOT: {
    default: 'https://api.telegram.org',
    meaning: 'Bot API server.',
  },
  CHANNEL_ID: {
    default: '',
    meaning: 'Id of the channel where the team works, such as -1001234567890. Required with BOT_TOKEN.',
  },
  GROUP_ID: {
    default: '',
    meaning: 'Id of the comment group. If unset, the group linked to the channel is used.',
  },
  API_ID: {
    default: '',
    meaning:
      'From my.telegram.org, with API_HASH: npm run check looks closer then, over MTProto. The desk itself needs neither.',
  },
  API_HASH: { default: '', isSecret: true, meaning: 'Belongs to API_ID.' },
  TG_SESSION: {
    default: '',
    isSecret: true,
    meaning:
      "The bot's MTProto session, as npm run check -- --session prints it. If unset, each check signs in again.",
  },
  REDIS_URL: {
    default: '',
    meaning:
      'redis://, rediss:// or the absolute path of a socket. If unset, an embedded Redis keeps everything in DATA_DIR.',
  },
  DATA_DIR: {
    default: 'data',
    meaning:
      'Folder of the embedded Redis and the sandbox. With REDIS_URL it holds one small file, and may be missing or read-only.',
  },
  UPDATES: {
    default: 'polling',
    meaning: 'How updates arrive from Telegram: polling, or webhook.',
  },
  WEBHOOK_URL: {
    default: '',
    meaning:
      'The public https address that Telegram delivers to. Its path is where the desk listens. Required with UPDATES=webhook.',
  },
  WEBHOOK_SECRET: {
    default: '',
    isSecret: true,
    meaning:
      'Password of Telegram at the webhook: 16 to 256 letters, digits, - or _. If unset, it is derived from BOT_TOKEN.',
  },
  HOST: {
    default: '127.0.0.1',
    meaning:
      'Address of the HTTP server: /health, /ready, /metrics and the webhook. Without BOT_TOKEN, address of the console. The console has no sign-in, so an address that others reach needs npm start -- --expose.',
  },
  PORT: { default: '8080', meaning: 'Port of the same server, from 0 (any free port) to 65535.' },
  LOCALE: {
    default: 'pt-BR',
    meaning:
      'Language of the texts that clients and agents read: pt-BR, en or es. First value of the setting locale.',
  },
  TIME_ZONE: {
    default: 'America/Sao_Paulo',
    meaning:
      'Time zone of the times in texts to the team, by its name in the IANA database. First value of the setting timeZone.',
  },
  START_MSG: {
    default: '',
    meaning:
      "Greeting to the client. May contain {{ contact.first_name || 'there' }}, {0} and <br>. If unset, the built-in text.",
  },
  RESTART_MSG: {
    default: '',
    meaning: 'Text to a client who returns after a close. If unset, the built-in text.',
  },
  END_MSG: { default: '', meaning: 'Farewell sent by /fim. If unset, the built-in text.' },
  TERMS_MSG: { default: '', meaning: 'Answer to /tos. If unset, the built-in text.' },
  NOTIFY_ADMINS: {
    default: '1',
    meaning:
      'Whether to alert the channel administrators when a client arrives or returns: 1 or 0. First value of the setting notifyAdmins.',
  },
  FLOOD_PER_MINUTE: {
    default: '20',
    meaning:
      'How many messages of one client reach the team at once, and then per minute. Further messages come later and joined together; none is lost. 0: no limit. First value of the setting floodPerMinute.',
  },
  LOG_DAYS: {
    default: '90',
    meaning:
      'For how many days message links and the journal are kept, from 1 to 3650. First value of the setting logDays.',
  },
  REPORT_DAYS: {
    default: '400',
    meaning:
      'For how many days the summaries of closed tickets are kept, from 1 to 3650. First value of the setting reportDays.',
  },
  COLLECT: {
    default: 'full',
    meaning:
      "Data kept of a client's profile: full (name, username, language) or minimal (name only). First value of the setting collect.",
  },
  LOG_LEVEL: {
    default: 'info',
    meaning: 'Lowest level that is logged: trace, debug, info, warn, error, fatal or silent.',
  },
} as const satisfies Record<string, { default: string; meaning: string; isSecret?: true }>;

export type VariableName = keyof typeof variables;

export type Environment = Record<string, string | undefined>;

/** Returns set variables without surrounding blanks. An empty variable counts as unset. */
export type Env = Partial<Record<VariableName, string>>;

export const variableNames: readonly VariableName[] = Object.keys(variables).filter(isVariableName);

export function readEnv(env: Record<string, string | undefined>): Env {
  const set: Env = {};
  for (const name of variableNames) {
    const value = env[name]?.trim();
    if (value !== undefined && value !== '') set[name] = value;
  }
  return set;
}

/**
 * Values that nothing prints, and addresses that may hold a password. Any variable may hold such an address, as
 * `HTTPS_PROXY` does.
 */
export function secretsIn(environment: Environment): { token?: string; values: string[]; urls: string[] } {
  const env = readEnv(environment);
  const values = variableNames.flatMap((name) =>
    'isSecret' in variables[name] && env[name] !== undefined ? [env[name]] : [],
  );
  const urls = Object.values(environment).filter((value) => value?.includes('://')) as string[];
  return { ...(env.BOT_TOKEN === undefined ? {} : { token: env.BOT_TOKEN }), values, urls };
}

export type ProxyName = 'HTTP_PROXY' | 'HTTPS_PROXY' | 'ALL_PROXY' | 'NO_PROXY';

/** Names that each program on a machine reads. Lower case comes first, as in curl. */
export function readProxyNames(env: Record<string, string | undefined>): Partial<Record<ProxyName, string>> {
  const set: Partial<Record<ProxyName, string>> = {};
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'] as const) {
    const value = (env[name.toLowerCase()] ?? env[name])?.trim();
    if (value !== undefined && value !== '') set[name] = value;
  }
  return set;
}

/** The search path for programs. Not a setting of the desk. */
export const searchPath = (env: Record<string, string | undefined>): string | undefined => env['PATH'];

/** npm takes a flag before a bare `--` for npm, and sets a variable instead. */
export const npmTook = (env: Record<string, string | undefined>, flag: string): boolean =>
  env[`npm_config_${flag}`] === 'true';

export function defaultOf(name: VariableName): string {
  return variables[name].default;
}

/** The text of `.env.example`. Each line is commented out, so a plain copy of the file changes nothing. */
export function renderEnvExample(): string {
  const head =
    '# Copy to .env and remove the # from the lines you want to change. Each line shows the default value.\n';
  const entries = variableNames.map(
    (name) => `# ${variables[name].meaning}\n#${name}=${variables[name].default}\n`,
  );
  return [head, ...entries].join('\n');
}

export function isVariableName(name: string): name is VariableName {
  return Object.hasOwn(variables, name);
}
