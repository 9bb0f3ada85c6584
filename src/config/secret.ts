import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';

/** A value hidden from logs, errors and JSON. */
export type Secret = {
  reveal(): string;
  toString(): string;
  toJSON(): string;
  [inspect.custom](): string;
};

export const MASK = '***';

export function createSecret(value: string): Secret {
  const mask = () => MASK;
  return Object.freeze({ reveal: () => value, toString: mask, toJSON: mask, [inspect.custom]: mask });
}

/** Derives a secret for a purpose. The same secret gives the same result, without a way back. */
export function deriveSecret(from: Secret, purpose: string): Secret {
  return createSecret(createHmac('sha256', from.reveal()).update(purpose).digest('hex'));
}

/**
 * Tokens as issued by @BotFather (`<bot id>:<35 characters>`), and the token part in the path of a call or file. A
 * private Bot API server may use short tokens.
 */
const tokens = /\b\d{5,}(?::|%(?:25)?3A)[\w-]{20,}|(?<=(?:\/|%(?:25)?2F)bot)\d+(?::|%(?:25)?3A)[\w-]+/gi;

export function redactTokens(text: string): string {
  return text.replace(tokens, MASK);
}

/** Masks user and password in a URL. A text without a server is hidden completely. */
export function redactUrl(url: string): string {
  if (url.startsWith('/')) return url;
  const shown = URL.canParse(url) ? new URL(url) : null;
  if (shown === null || shown.host === '') return MASK;
  if (shown.username !== '') shown.username = MASK;
  if (shown.password !== '') shown.password = MASK;
  if (shown.search !== '') shown.search = MASK;
  return shown.href;
}
