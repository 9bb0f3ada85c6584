import { isIP } from 'node:net';
import { z } from 'zod';
import { locales } from '../i18n/locales.ts';
import { longestFill, templateProblems, templateVariables } from '../i18n/template.ts';
import { createSecret, redactTokens, redactUrl } from './secret.ts';

/** Telegram's limit for one message, in code points. */
const MESSAGE_LIMIT = 4096;

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

type Complain = (problem: string, fix: string) => never;

/** One variable: its text in, our value out, or a complaint that says the fix. */
function check<Value>(read: (value: string, complain: Complain) => Value) {
  return z.string().transform((value, context): Value => {
    const complain = (problem: string, fix: string): never => {
      context.addIssue({ code: 'custom', message: problem, params: { fix } });
      return z.NEVER;
    };
    return read(value, complain);
  });
}

const shown = (value: string) => `“${redactTokens(value.length > 60 ? `${value.slice(0, 60)}…` : value)}”`;

const botToken = check((value, complain) => {
  const botId = Number(/^(\d+):[A-Za-z0-9_-]{3,}$/.exec(value)?.[1]);
  if (Number.isSafeInteger(botId) && botId > 0) return { token: createSecret(value), botId };
  return complain(
    'não tem a forma de um token.',
    'Copie o token inteiro do @BotFather: números, dois-pontos e letras.',
  );
});

const apiRoot = check((value, complain) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  const isRoot = url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '';
  if (isRoot) return value.replace(/\/+$/, '');
  return complain(
    'não é o endereço http(s) de um servidor.',
    'Use algo como https://api.telegram.org, sem ? nem #.',
  );
});

export const howToFindChannelId =
  'Copie o link de um post do canal: em t.me/c/1234567890/5, o id é -1001234567890.';

const chatId = (fix: string) =>
  check((value, complain) => {
    const id = /^-\d+$/.test(value) ? Number(value) : 0;
    if (id < 0 && Number.isSafeInteger(id)) return id;
    return complain(`${shown(value)} não é um id de canal ou grupo, que é um número negativo.`, fix);
  });

const redisUrl = check((value, complain) => {
  if (value.startsWith('/')) return createSecret(value);
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url !== null && /^rediss?:$/.test(url.protocol) && url.hostname !== '') return createSecret(value);
  return complain(
    `${url === null ? 'o valor' : shown(redactUrl(value))} não é o endereço de um Redis.`,
    'Use redis://servidor:6379, rediss://… ou o caminho absoluto de um socket; apague para usar o Redis embutido.',
  );
});

const updates = check((value, complain) => {
  if (value === 'polling') return value;
  if (value === 'webhook')
    return complain('esta versão só recebe por polling.', 'Apague a variável ou use polling.');
  return complain(`${shown(value)} não é um modo de receber.`, 'Apague a variável ou use polling.');
});

const host = check((value, complain) => {
  if (isIP(value) > 0 || /^[A-Za-z0-9.-]+$/.test(value)) return value;
  return complain(
    `${shown(value)} não é um endereço.`,
    'Use um IP ou nome, sem http:// nem porta, como 127.0.0.1.',
  );
});

const integer = (lowest: number, highest: number) =>
  check((value, complain) => {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= lowest && number <= highest) return number;
    return complain(`${shown(value)} não serve.`, `Use um número inteiro de ${lowest} a ${highest}.`);
  });

function oneOf<const Choice extends string>(choices: readonly Choice[]) {
  return check((value, complain) => {
    const choice = choices.find((candidate) => candidate === value);
    return (
      choice ?? complain(`${shown(value)} não é uma das opções.`, `Use uma destas: ${choices.join(', ')}.`)
    );
  });
}

const timeZone = check((value, complain) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone && value;
  } catch {
    return complain(
      `${shown(value)} não é um fuso horário.`,
      'Use um nome da base IANA, como America/Sao_Paulo.',
    );
  }
});

const yesOrNo = check((value, complain) => {
  const word = value.toLowerCase();
  if (['1', 'true', 'yes', 'on'].includes(word)) return true;
  if (['0', 'false', 'no', 'off'].includes(word)) return false;
  return complain(
    `${shown(value)} não diz sim nem não.`,
    'Use 1 ou 0 (true/false, yes/no e on/off também servem).',
  );
});

const messageText = check((value, complain) => {
  for (const problem of templateProblems(value)) {
    if (problem.kind === 'unknown-variable') {
      complain(
        `não conhecemos a variável ${problem.variable}.`,
        `Use uma destas: ${templateVariables.join(', ')}.`,
      );
    } else {
      complain(
        `chaves sem par ou mal formadas em ${shown(problem.near)}.`,
        "Escreva {{ contact.first_name }} ou {{ contact.first_name || 'cliente' }}, com duas chaves de cada lado.",
      );
    }
  }
  const length = longestFill(value);
  if (length > MESSAGE_LIMIT) {
    complain(
      `o texto pode chegar a ${length} caracteres com um nome longo.`,
      `Encurte: o Telegram aceita até ${MESSAGE_LIMIT} por mensagem.`,
    );
  }
  return value;
});

/** Every variable on its own. What two of them must agree on is in `config.ts`. */
export const schema = z.object({
  BOT_TOKEN: botToken.optional(),
  TELEGRAM_API_ROOT: apiRoot,
  CHANNEL_ID: chatId(howToFindChannelId).optional(),
  GROUP_ID: chatId('Apague a variável: sem ela, vale o grupo vinculado ao canal.').optional(),
  REDIS_URL: redisUrl.optional(),
  UPDATES: updates,
  HOST: host,
  PORT: integer(0, 65_535),
  LOCALE: oneOf(locales),
  TIME_ZONE: timeZone,
  START_MSG: messageText.optional(),
  RESTART_MSG: messageText.optional(),
  END_MSG: messageText.optional(),
  TERMS_MSG: messageText.optional(),
  NOTIFY_ADMINS: yesOrNo,
  LOG_DAYS: integer(1, 3650),
  LOG_LEVEL: oneOf(logLevels),
});
