import { type Environment, secretsIn } from './env.ts';
import { createSecret, deriveSecret, MASK, redactTokens } from './secret.ts';

/** Replaces every secret in a text. */
export type Mask = (text: string) => string;

/** User and password of a URL, such as a proxy's, also with the slashes escaped. */
const credentials = /(?<=:(?:\/|\\\/){2})[^\s/\\?#@"'<>]+(?=@)/g;

/** Masks by form alone: bot tokens, and the user and the password of a URL. */
export const maskForms: Mask = (text) =>
  redactTokens(text).replace(credentials, (found) => (found.includes(':') ? `${MASK}:${MASK}` : MASK));

/** Shorter secrets occur inside other words and numbers. In a URL a short secret is masked by form. */
const SHORTEST = 6;
/** Shorter secrets are masked only as words of their own. */
const UNMISTAKABLE = 8;
const SHORTEST_NUMBER = 12;

/** Masks the secrets in every form in which a server or a library repeats a secret, and all that `maskForms` masks. */
export function createMask(secrets: readonly string[]): Mask {
  const forms = secrets.filter(isMaskable).flatMap(formsOf);
  if (forms.length === 0) return maskForms;
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
  const known = new RegExp(longestFirst.map(asPattern).join('|'), 'gi');
  return (text) => maskForms(text.replace(known, MASK));
}

/** Masks the secrets that the environment holds, before the configuration is read. */
export function maskFor(environment: Environment): Mask {
  const { token, values, urls } = secretsIn(environment);
  return createMask([
    ...values,
    ...(token === undefined ? [] : tokenParts(token)),
    ...urls.flatMap(credentialsOf),
  ]);
}

/** Shorter than all that @BotFather issues: a private Bot API server may use a word of the language there. */
const SHORTEST_TOKEN_PART = 20;

/** Telegram's word for the bot, and the webhook's secret that is derived from the token. */
const tokenParts = (token: string): string[] => [
  ...token.split(':').filter((part) => part.length >= SHORTEST_TOKEN_PART),
  deriveSecret(createSecret(token), 'webhook').reveal(),
];

function credentialsOf(value: string): string[] {
  if (!URL.canParse(value)) return [];
  const { username, password } = new URL(value);
  if (password === '') return [];
  const [user, word] = [decoded(username), decoded(password)];
  return [word, password, Buffer.from(`${user}:${word}`).toString('base64')];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const isMaskable = (secret: string): boolean =>
  secret.length >= SHORTEST && !(/^\d+$/.test(secret) && secret.length < SHORTEST_NUMBER);

function formsOf(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const inUrl = encodeURIComponent(secret);
  return [secret, json, json.replaceAll('/', '\\/'), inUrl, encodeURIComponent(inUrl)];
}

function asPattern(form: string): string {
  const exact = form.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  return form.length < UNMISTAKABLE ? `(?<!\\w)${exact}(?!\\w)` : exact;
}
