import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SetupError } from '../../src/base/errors.ts';
import { renderEnvExample } from '../../src/config/env.ts';
import { loadEnvFile, parseEnvFile } from '../../src/config/env-file.ts';

const parse = (text: string | Uint8Array) =>
  parseEnvFile(typeof text === 'string' ? Buffer.from(text) : text, '.env');

function refusal(text: string | Uint8Array): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    throw error;
  }
  throw new Error('The file was accepted');
}

test('a file that Notepad saved with a mark in front sets its first line too', () => {
  expect(parse('\uFEFFBOT_TOKEN=1:abc\r\nCHANNEL_ID=-100\r\n')).toEqual({
    BOT_TOKEN: '1:abc',
    CHANNEL_ID: '-100',
  });
});

test('quotes, remarks, export, blank lines and values over several lines are read', () => {
  const text = [
    '# a remark with KEY: value',
    '',
    'export BOT_TOKEN = "1:abc" # the token',
    "START_MSG='Olá!",
    'HOST: this is a line of the greeting',
    "Até já'",
    'TZ=America/Sao_Paulo',
    'https_proxy=http://proxy:3128',
    'NODE_EXTRA_CA_CERTS=/etc/ca.pem',
  ].join('\n');
  expect(parse(text)).toMatchObject({
    BOT_TOKEN: '1:abc',
    START_MSG: 'Olá!\nHOST: this is a line of the greeting\nAté já',
  });
});

test('the example file is accepted, as it is and with every line in use', () => {
  expect(parse(renderEnvExample())).toEqual({});
  expect(parse(renderEnvExample().replaceAll(/^#(?=[A-Z])/gm, ''))).toMatchObject({ PORT: '8080' });
});

test.each([
  ['UTF-16 with a mark', Buffer.from('\uFEFFBOT_TOKEN=1:abc', 'utf16le'), 'UTF-16'],
  ['UTF-16 without a mark', Buffer.from('BOT_TOKEN=1:abc', 'utf16le'), 'UTF-16'],
  ['UTF-16, the other way round', Buffer.from('\uFEFFBOT', 'utf16le').swap16(), 'UTF-16'],
  ['Latin-1', Buffer.from('END_MSG=Até já', 'latin1'), 'not in UTF-8'],
])('a file in %s is refused by name, with how to save it', (_, bytes, words) => {
  expect(refusal(bytes)).toMatch(new RegExp(`^\\.env .*${words}.*Save it as UTF-8`));
});

test.each([
  ['BOT_TOKEN: 1:abc', 'line 1: BOT_TOKEN has no =', 'Write BOT_TOKEN=value'],
  ['bot_token=1:abc', 'line 1: bot_token is not', 'Write BOT_TOKEN.'],
  ['Bot-Token: 1:abc', 'line 1: Bot-Token has no =', 'Write BOT_TOKEN=value'],
  ['BOT_TOKN=1:abc', 'line 1: BOT_TOKN is not', 'Write BOT_TOKEN.'],
  ['\nCHANEL_ID=-100', 'line 2: CHANEL_ID is not', 'Write CHANNEL_ID.'],
  ['REDIS_URI=redis://x', 'line 1: REDIS_URI is not', 'Write REDIS_URL.'],
  ['TELEGRAM_TOKEN=1:abc', 'line 1: TELEGRAM_TOKEN is not', 'Remove the line; .env.example has all names.'],
  ['BOT_TOKEN 1:abc', 'line 1: BOT_TOKEN has no =', 'Write BOT_TOKEN=value'],
  ['123456789:AAEhBP0av28-secret_secret_secret_12', 'line 1: ', ''],
  ['export PORT', 'line 1: ', ''],
  ['{"BOT_TOKEN":"1:secret"}', 'line 1: The line sets nothing', 'NAME=value'],
  ['BOT_TOKEN=1:abc\nPORT=1\nBOT_TOKEN=', 'line 3: BOT_TOKEN is set a second time', 'Keep one line'],
  ['PORT=1\nSTART_MSG="Olá\nLOCALE=en', 'line 2: The value opens a quote', 'Add the closing quote'],
  ['START_MSG="Olá\nBOT_TOKEN="1:secret"', 'line 2: Words stand behind the closing quote', 'one kind'],
  ['START_MSG="Olá" Bia', 'line 1: Words stand behind the closing quote', 'one kind'],
  ['\u200bBOT_TOKEN=1:abc', 'line 1: The line sets nothing', 'NAME=value'],
])('%j is refused with what was meant', (text, problem, fix) => {
  const message = refusal(text);
  expect(message).toContain(problem);
  expect(message).toContain(fix);
  expect(message).not.toContain('secret');
});

test('every line that is wrong is named at once', () => {
  expect(refusal('BOT_TOKN=1:abc\nPORT=1\nlocale=en')).toMatch(/^There are 2 problems in \.env:/);
});

test.each([
  ['the lines of an old Mac', 'BOT_TOKEN=1:abc\rPORT=2'],
  ['a blank of a web page in front of the name', '\u00a0BOT_TOKEN=1:abc\n\u3000PORT=2'],
  ['a blank of a web page behind the name', 'BOT_TOKEN\u00a0=1:abc\nPORT =2'],
  ['two blanks or a tab around export', 'export  BOT_TOKEN=1:abc\n\texport\tPORT=2'],
])('%s set what they say', (_, text) => {
  expect(parse(text)).toEqual({ BOT_TOKEN: '1:abc', PORT: '2' });
});

test('an empty variable of the environment leaves the file its word', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'env-')), '.env');
  writeFileSync(file, 'BOT_TOKEN=1:abc\n');
  const env: Record<string, string | undefined> = { BOT_TOKEN: ' ' };
  loadEnvFile(file, env);
  expect(env).toEqual({ BOT_TOKEN: '1:abc' });
});

test('a link that leads nowhere, and the name that Notepad gives, are not taken for no file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'env-'));
  const file = join(folder, '.env');
  writeFileSync(`${file}.txt`, 'BOT_TOKEN=1:abc\n');
  expect(() => loadEnvFile(file, {})).toThrow(/\.env\.txt is not read\. Rename the file to /);
  symlinkSync(join(folder, 'gone'), file);
  expect(() => loadEnvFile(file, {})).toThrow(/\.env cannot be used: the path is not there/);
});

test('the environment comes before the file; a file that is not there sets nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'env-'));
  const file = join(folder, '.env');
  const env: Record<string, string | undefined> = { PORT: '1' };
  expect(loadEnvFile(file, env)).toBe(false);
  writeFileSync(file, 'PORT=2\nHOST=127.0.0.1\n');
  expect(loadEnvFile(file, env)).toBe(true);
  expect(env).toEqual({ PORT: '1', HOST: '127.0.0.1' });
});

test('a folder in the place of the file is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'env-'));
  mkdirSync(join(folder, '.env'));
  expect(() => loadEnvFile(join(folder, '.env'), {})).toThrow(/\.env cannot be used: the path is a folder/);
});
