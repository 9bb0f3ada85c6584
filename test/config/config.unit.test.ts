import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { readEnv, renderEnvExample, variableNames } from '../../src/config/env.ts';
import { createSecret, redactUrl } from '../../src/config/secret.ts';

type Environment = Record<string, string | undefined>;

const TOKEN = '123456789:AAEhBP0av28-secret_secret_secret_12';
const real: Environment = { BOT_TOKEN: TOKEN, CHANNEL_ID: '-1001234567890' };

function refusal(env: Environment): ConfigError {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('The configuration was accepted');
}

const titled = (env: Environment): [string, Environment] => [
  Object.entries(env)
    .filter(([name]) => real[name] !== env[name])
    .map(([name, value]) => `${name}=${value?.slice(0, 40)}`)
    .join(' '),
  env,
];

const refusedVariables = (env: Environment) => refusal(env).problems.map(({ variable }) => variable);

test('with nothing set the sandbox opens, on an embedded Redis', () => {
  expect(parseConfig({})).toEqual({
    bot: { kind: 'sandbox' },
    updates: { kind: 'polling' },
    redis: { kind: 'embedded' },
    dataDir: 'data',
    http: { host: '127.0.0.1', port: 8080 },
    locale: 'pt-BR',
    timeZone: 'America/Sao_Paulo',
    texts: { start: null, restart: null, end: null, terms: null },
    notifyAdmins: true,
    floodPerMinute: 20,
    logDays: 90,
    reportDays: 400,
    collect: 'full',
    logLevel: 'info',
    proxies: null,
  });
});

test('a company with a token and a channel gets Telegram', () => {
  const { bot } = parseConfig({
    ...real,
    GROUP_ID: '-1009876543210',
    TELEGRAM_API_ROOT: 'http://localhost:8081//',
  });
  expect(bot).toMatchObject({
    kind: 'telegram',
    botId: 123456789,
    apiRoot: 'http://localhost:8081',
    channelId: -1001234567890,
    groupId: -1009876543210,
  });
  expect(bot.kind === 'telegram' && bot.token.reveal()).toBe(TOKEN);
  expect(parseConfig(real).bot).toMatchObject({ apiRoot: 'https://api.telegram.org', groupId: null });
});

test('any Bot API server may issue a short token', () => {
  expect(parseConfig({ ...real, BOT_TOKEN: '9000:sandbox' }).bot).toMatchObject({ botId: 9000 });
});

test('every problem is reported at once, each with its fix', () => {
  const error = refusal({
    BOT_TOKEN: 'oops',
    CHANNEL_ID: '@my_channel',
    PORT: '99999',
    LOCALE: 'fr',
    LOG_DAYS: '0',
    COLLECT: 'nothing',
  });
  expect(error.problems.map(({ variable }) => variable)).toEqual([
    'BOT_TOKEN',
    'CHANNEL_ID',
    'PORT',
    'LOCALE',
    'LOG_DAYS',
    'COLLECT',
  ]);
  for (const { variable, problem, fix } of error.problems) {
    expect(error.message).toContain(`${variable}: ${problem}\n    → ${fix}`);
    expect(fix.length).toBeGreaterThan(10);
  }
  expect(error.message).toContain('-1001234567890');
});

test('a missing channel is reported together with a wrong port', () => {
  expect(refusedVariables({ BOT_TOKEN: TOKEN, PORT: '-1' })).toEqual(['PORT', 'CHANNEL_ID']);
});

test.each(['CHANNEL_ID', 'TELEGRAM_API_ROOT', 'GROUP_ID'])(
  '%s without a token does not open the sandbox',
  (name) => {
    const env = { [name]: name === 'TELEGRAM_API_ROOT' ? 'http://localhost:8081' : '-1001234567890' };
    expect(refusedVariables(env)).toEqual([name]);
  },
);

test('an empty or blank variable counts as unset', () => {
  expect(parseConfig({ BOT_TOKEN: '', CHANNEL_ID: ' ', PORT: '', START_MSG: ' \r' })).toEqual(
    parseConfig({}),
  );
  expect(readEnv({ HOST: ' 0.0.0.0\r', PATH: '/bin', BOT_TOKN: 'x' })).toEqual({ HOST: '0.0.0.0' });
});

test.each(
  [
    { ...real, BOT_TOKEN: '12345' },
    { ...real, BOT_TOKEN: '12345:a b c' },
    { ...real, BOT_TOKEN: '0:abcdef' },
    { ...real, CHANNEL_ID: '1001234567890' },
    { ...real, CHANNEL_ID: '-0' },
    { ...real, GROUP_ID: '-10.5' },
    { ...real, GROUP_ID: '-1001234567890' },
    { ...real, TELEGRAM_API_ROOT: 'api.telegram.org' },
    { ...real, TELEGRAM_API_ROOT: 'ftp://api.telegram.org' },
    { ...real, TELEGRAM_API_ROOT: 'https://api.telegram.org/?a=1' },
    { REDIS_URL: 'localhost:6379' },
    { REDIS_URL: 'redis.sock' },
    { REDIS_URL: 'redis://' },
    { UPDATES: 'Polling' },
    { HOST: 'http://localhost' },
    { HOST: 'localhost:80' },
    { PORT: '65536' },
    { PORT: '80.5' },
    { PORT: '0x50' },
    { LOCALE: 'pt' },
    { TIME_ZONE: 'America/Sao Paulo' },
    { LOG_DAYS: '3651' },
    { LOG_LEVEL: 'verbose' },
    { NOTIFY_ADMINS: 'sometimes' },
    { START_MSG: 'Olá {{ contact.first_name' },
    { START_MSG: 'Olá {{ contact.phone }}' },
    { END_MSG: 'a'.repeat(4097) },
    { TERMS_MSG: `${'a'.repeat(4090)} {{ contact.first_name }}` },
  ].map(titled),
)('%s is refused with one problem', (_, env) => {
  const { problems } = refusal(env);
  expect(problems).toHaveLength(1);
  expect(Object.keys(env)).toContain(problems[0]?.variable);
});

test.each(
  [
    { ...real, CHANNEL_ID: '-42' },
    { REDIS_URL: 'redis://localhost:6379/3' },
    { REDIS_URL: 'rediss://user:pass@redis.example.com' },
    { REDIS_URL: '/run/redis.sock' },
    { HOST: '::1', PORT: '0' },
    { HOST: 'localhost', PORT: '65535' },
    { TIME_ZONE: 'UTC', LOCALE: 'es', LOG_LEVEL: 'silent', LOG_DAYS: '3650' },
    { UPDATES: 'polling', START_MSG: '👋'.repeat(4096) },
    { START_MSG: `${'a'.repeat(4095)}<br/>` },
  ].map(titled),
)('%s is accepted', (_, env) => {
  expect(parseConfig(env)).toMatchObject({ notifyAdmins: true });
});

test.each([
  ['1', true],
  ['true', true],
  ['YES', true],
  ['on', true],
  ['0', false],
  ['False', false],
  ['no', false],
  ['off', false],
])('NOTIFY_ADMINS=%s means %s', (value, meaning) => {
  expect(parseConfig({ NOTIFY_ADMINS: value }).notifyAdmins).toBe(meaning);
});

test('an unknown variable in a text is answered with the ones we have', () => {
  const { message } = refusal({ START_MSG: '{{ contact.nickname }}' });
  expect(message).toContain('contact.nickname');
  expect(message).toContain('contact.name, contact.first_name, contact.last_name, contact.id');
});

test('no secret is shown, whatever is done with it', () => {
  const secret = createSecret('hunter2');
  const shown = [String(secret), JSON.stringify({ secret }), inspect({ secret }), inspect(secret)];
  expect(shown.join()).not.toContain('hunter2');
  expect(JSON.stringify(secret)).toBe('"***"');
  expect(secret.reveal()).toBe('hunter2');
  const config = parseConfig({ ...real, REDIS_URL: 'redis://:hunter2@localhost' });
  expect(inspect(config, { depth: null, showHidden: true }) + JSON.stringify(config)).not.toMatch(
    /hunter2|AAEh/,
  );
});

test.each(
  [
    { BOT_TOKEN: 'hunter2', CHANNEL_ID: '-1' },
    { REDIS_URL: 'http://user:hunter2@localhost?auth=hunter2' },
    { REDIS_URL: 'redis://user:hunter2@' },
    { REDIS_URL: 'user:hunter2@localhost' },
    { ...real, TELEGRAM_API_ROOT: 'user:hunter2@localhost' },
    { ...real, CHANNEL_ID: '123456789:AAEhunter2av28-secret_secret_secret' },
  ].map(titled),
)('the complaint about %s shows no password', (_, env) => {
  expect(inspect(refusal(env))).not.toContain('hunter2');
});

test('a Redis address may be shown without its password', () => {
  expect(redactUrl('redis://me:hunter2@example.com:6379/1')).toBe('redis://***:***@example.com:6379/1');
  expect(redactUrl('/run/redis.sock')).toBe('/run/redis.sock');
  expect(redactUrl('me:hunter2@example.com')).not.toContain('hunter2');
});

test('.env.example names every variable, and is what env.ts renders', () => {
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  expect(example).toBe(renderEnvExample());
  expect([...example.matchAll(/^#([A-Z_]+)=/gm)].map(([, name]) => name)).toEqual([...variableNames]);
});

test('whoever uncomments a default gets the default', () => {
  const lines = [...renderEnvExample().matchAll(/^#([A-Z_]+)=(.*)$/gm)];
  const env = Object.fromEntries(lines.map(([, name, value]) => [name, value]));
  expect(parseConfig({ ...env, TELEGRAM_API_ROOT: '' })).toEqual(parseConfig({}));
  expect(JSON.stringify(parseConfig({ ...env, ...real }))).toBe(JSON.stringify(parseConfig(real)));
});

const SESSION = `1${'A'.repeat(352)}==`;
const API = { API_ID: '12345', API_HASH: '0123456789abcdef0123456789abcdef' };

test('MTProto has all it needs, or is not used', () => {
  expect(parseConfig(real).bot).toMatchObject({ mtproto: null });
  const { bot } = parseConfig({ ...real, ...API, TG_SESSION: SESSION });
  const mtproto = bot.kind === 'telegram' ? bot.mtproto : null;
  expect(mtproto?.apiId).toBe(12_345);
  expect(mtproto?.apiHash.reveal()).toBe(API.API_HASH);
  expect(mtproto?.session?.reveal()).toBe(SESSION);
  expect(JSON.stringify(bot)).not.toMatch(/0123456789abcdef|AAAA/);
});

test.each([
  ['an id without its hash', { ...real, API_ID: '12345' }, ['API_HASH']],
  ['a hash without its id', { ...real, API_HASH: API.API_HASH }, ['API_ID']],
  ['a session alone', { ...real, TG_SESSION: SESSION }, ['API_ID', 'API_HASH']],
  ['a hash that is none', { ...real, ...API, API_HASH: 'abc' }, ['API_HASH']],
  ['a session that is none', { ...real, ...API, TG_SESSION: 'abc' }, ['TG_SESSION']],
  ['MTProto without a bot', { ...API }, ['API_ID', 'API_HASH']],
])('of MTProto, %s is refused', (_, env, variables) => {
  expect(refusedVariables(env)).toEqual(variables);
});
