import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config/config-error.ts';

type Environment = Record<string, string | undefined>;

const real: Environment = {
  BOT_TOKEN: '123456789:AAEhBP0av28-secret_secret_secret_12',
  CHANNEL_ID: '-1001234567890',
};
const hooked: Environment = {
  ...real,
  UPDATES: 'webhook',
  WEBHOOK_URL: 'https://desk.example.com/telegram',
};

function refused(env: Environment): string[] {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ variable }) => variable);
    throw error;
  }
  return [];
}

const secretOf = (env: Environment): string => {
  const { updates } = parseConfig(env);
  return updates.kind === 'webhook' ? updates.secret.reveal() : '';
};

test('without a word about it the desk polls', () => {
  expect(parseConfig(real).updates).toEqual({ kind: 'polling' });
});

test('a webhook has its address as it was written', () => {
  expect(parseConfig(hooked).updates).toMatchObject({
    kind: 'webhook',
    url: 'https://desk.example.com/telegram',
  });
});

test('the secret is the given one, or one that every process with this token knows and nobody else', () => {
  expect(secretOf({ ...hooked, WEBHOOK_SECRET: 'abcdefgh-12345_678' })).toBe('abcdefgh-12345_678');
  const derived = secretOf(hooked);
  expect(derived).toMatch(/^[0-9a-f]{64}$/);
  expect(secretOf({ ...hooked, WEBHOOK_URL: 'https://other.example.com/' })).toBe(derived);
  expect(secretOf({ ...hooked, BOT_TOKEN: `${real['BOT_TOKEN']}3` })).not.toBe(derived);
  expect(JSON.stringify(parseConfig(hooked))).not.toContain(derived);
});

test.each<[string, Environment, string[]]>([
  ['no address', { ...hooked, WEBHOOK_URL: '' }, ['WEBHOOK_URL']],
  ['an address without a server', { ...hooked, WEBHOOK_URL: 'desk.example.com' }, ['WEBHOOK_URL']],
  ['another protocol', { ...hooked, WEBHOOK_URL: 'ftp://desk.example.com/' }, ['WEBHOOK_URL']],
  ['no encryption', { ...hooked, WEBHOOK_URL: 'http://desk.example.com/' }, ['WEBHOOK_URL']],
  ['a port that Telegram does not use', { ...hooked, WEBHOOK_URL: 'https://a.com:8080/' }, ['WEBHOOK_URL']],
  ['a password in the address', { ...hooked, WEBHOOK_URL: 'https://me:pw@a.com/' }, ['WEBHOOK_URL']],
  ['a path with a pattern', { ...hooked, WEBHOOK_URL: 'https://a.com/:token' }, ['WEBHOOK_URL']],
  ['a path of our own', { ...hooked, WEBHOOK_URL: 'https://a.com/health' }, ['WEBHOOK_URL']],
  ['a short secret', { ...hooked, WEBHOOK_SECRET: 'short' }, ['WEBHOOK_SECRET']],
  [
    'a secret that Telegram refuses',
    { ...hooked, WEBHOOK_SECRET: 'a secret with blanks' },
    ['WEBHOOK_SECRET'],
  ],
  ['no bot', { UPDATES: 'webhook', WEBHOOK_URL: 'https://a.com/' }, ['UPDATES']],
  ['an address, but no word about webhooks', { ...hooked, UPDATES: '' }, ['WEBHOOK_URL']],
  [
    'several things at once',
    { ...hooked, WEBHOOK_URL: 'http://a.com/', WEBHOOK_SECRET: 'x', PORT: 'x' },
    ['WEBHOOK_SECRET', 'PORT', 'WEBHOOK_URL'],
  ],
])('%s is refused', (_, env, variables) => {
  expect(refused(env)).toEqual(variables);
});

test.each<[string, Environment]>([
  ['the ports of Telegram', { ...hooked, WEBHOOK_URL: 'https://a.com:8443/a/b-c_d.e~f/' }],
  [
    'an address on this machine, for a Bot API server of one’s own',
    {
      ...hooked,
      TELEGRAM_API_ROOT: 'http://127.0.0.1:8081',
      WEBHOOK_URL: 'http://127.0.0.1:9000/telegram',
    },
  ],
  ['an address that is kept for later', { ...hooked, UPDATES: 'polling' }],
])('%s is accepted', (_, env) => {
  expect(refused(env)).toEqual([]);
});

test('a complaint shows no password', () => {
  expect(() => parseConfig({ ...hooked, WEBHOOK_URL: 'https://me:hunter2@a.com/' })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('hunter2') as string }),
  );
});
