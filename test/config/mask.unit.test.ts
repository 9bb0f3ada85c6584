import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { parseEnvFile } from '../../src/config/env-file.ts';
import { createMask, maskFor, maskForms } from '../../src/config/mask.ts';

const TOKEN = '123456789:AAEhBP0av28-abcdefghij_klmnopqrst12';
const environment = {
  BOT_TOKEN: TOKEN,
  API_HASH: '0123456789abcdef0123456789abcdef',
  TG_SESSION: `1${'Ab/+'.repeat(90)}`,
  WEBHOOK_SECRET: 'hook-secret_0123456789',
  REDIS_URL: 'redis://desk:p%40ss%2Fword!@db.example:6379/0',
  HTTPS_PROXY: 'http://worker:pr0xy-pass@proxy.example:3128',
};
const mask = maskFor(environment);

const secrets: [string, string][] = [
  ['the token', TOKEN],
  ['its second half alone', TOKEN.split(':')[1] ?? ''],
  ['the API hash', environment.API_HASH],
  ['the MTProto session', environment.TG_SESSION],
  ["the webhook's secret", environment.WEBHOOK_SECRET],
  ['the password of Redis', 'p@ss/word!'],
  ['the password of Redis as its URL has it', 'p%40ss%2Fword!'],
  ['the password of a proxy', 'pr0xy-pass'],
  ['the header for a proxy', Buffer.from('worker:pr0xy-pass').toString('base64')],
];

describe.each(secrets)('%s is masked', (_, secret) => {
  test.each<[string, string]>([
    ['plain', `before ${secret} after`],
    ['in capitals and small letters', `x=${secret.toLowerCase()};`],
    ['in JSON', JSON.stringify({ before: `a "${secret}"` })],
    ['in JSON with escaped slashes', JSON.stringify(secret).replaceAll('/', '\\/')],
    ['in the path of a call', `https://api.telegram.org/bot${secret}/getMe`],
    ['percent-encoded', `https://x.example/?u=${encodeURIComponent(secret)}&v=1`],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(secret))],
    ['in lines', `one\n${secret}\ntwo`],
  ])('%s', (_form, text) => {
    const shown = mask(text);
    expect(shown).toContain('***');
    for (const form of [secret, encodeURIComponent(secret)]) {
      expect(shown.toLowerCase()).not.toContain(form.toLowerCase());
    }
  });
});

test('the secret that is derived from the token is masked, though nobody set it', async () => {
  const { createSecret, deriveSecret } = await import('../../src/config/secret.ts');
  const derived = deriveSecret(createSecret(TOKEN), 'webhook').reveal();
  expect(mask(`x-telegram-bot-api-secret-token: ${derived}`)).toBe('x-telegram-bot-api-secret-token: ***');
});

test('a password in a URL is masked by its form, also a short one, and where nobody knows it', () => {
  expect(maskForms('redis://:pw@db:6379 and http:\\/\\/a:b@proxy')).toBe(
    'redis://***:***@db:6379 and http:\\/\\/***:***@proxy',
  );
  expect(maskForms('ssh://git@host/x')).toBe('ssh://***@host/x');
});

test('addresses, names, times and ids stay readable', () => {
  const text = 'at 12:30:45 https://t.me/loja/7?a=b@c, @desk_bot, ana@example.com, redis://db:6379/0';
  expect(mask(text)).toBe(text);
});

test('a password that is a word of every log masks no part of another word, and a number no number', () => {
  const careful = createMask(['error!', 'secret', '123456', 'abc']);
  expect(careful('secrets of id 1123456 and 123456: abc')).toBe('secrets of id 1123456 and 123456: abc');
  expect(careful('the secret is out')).toBe('the *** is out');
});

test('JSON stays JSON', () => {
  const line = JSON.stringify({ level: 50, err: { message: `POST /bot${TOKEN}/getMe "failed"` }, id: 7 });
  expect(JSON.parse(mask(line))).toEqual({
    level: 50,
    err: { message: 'POST /bot***/getMe "failed"' },
    id: 7,
  });
});

describe('a secret in a wrong place is not shown by the complaint:', () => {
  const PASSWORD = 'redis://desk:a-password-that-is-longer-than-what-a-complaint-shows@db.example:6379';
  const complaint = (task: () => unknown): string => {
    try {
      task();
    } catch (error) {
      return String(error);
    }
    throw new Error('Nothing was complained about');
  };

  test('of a line of .env that sets nothing', () => {
    const said = complaint(() => parseEnvFile(Buffer.from(`<${PASSWORD}>\n`), '.env'));
    expect(said).toContain('line 1: The line sets nothing');
    expect(said).not.toMatch(/a-password|AAEh/);
  });

  test('of a variable that takes something else', () => {
    const said = complaint(() => parseConfig({ BOT_TOKEN: TOKEN, CHANNEL_ID: PASSWORD, LOCALE: TOKEN }));
    expect(said).toContain('redis://***');
    expect(said).not.toMatch(/a-password|AAEh/);
  });
});
