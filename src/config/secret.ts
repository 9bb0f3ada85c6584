import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';

/** A value that no log, error or JSON shows. */
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

/** Another secret for one purpose: the same for everybody who has the first, and no way back to it. */
export function deriveSecret(from: Secret, purpose: string): Secret {
  return createSecret(createHmac('sha256', from.reveal()).update(purpose).digest('hex'));
}

/**
 * Tokens as @BotFather issues them (`<bot id>:<35 characters>`), and whatever stands for one in the path of a
 * call or of a file, as short as a private Bot API server may like.
 */
const tokens = /\b\d{5,}(?::|%(?:25)?3A)[\w-]{20,}|(?<=(?:\/|%(?:25)?2F)bot)\d+(?::|%(?:25)?3A)[\w-]+/gi;

export function redactTokens(text: string): string {
  return text.replace(tokens, MASK);
}

/** A URL that may be shown: user and password masked. What has no server in it is not shown at all. */
export function redactUrl(url: string): string {
  if (url.startsWith('/')) return url;
  const shown = URL.canParse(url) ? new URL(url) : null;
  if (shown === null || shown.host === '') return MASK;
  if (shown.username !== '') shown.username = MASK;
  if (shown.password !== '') shown.password = MASK;
  if (shown.search !== '') shown.search = MASK;
  return shown.href;
}
