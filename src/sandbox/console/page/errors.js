import { t } from './language.js';

/** What the network and the server itself say, in the browsers' words. */
const FAILURES = [
  [/Failed to fetch|NetworkError|Load failed/, 'errorNetwork'],
  [/Entity Too Large/, 'errorTooBig'],
];

/** What is refused, in the reader's language: `{ refusal, about, error }` as the server answers. */
export function translateRefusal({ refusal, about, error, description }) {
  if (refusal !== undefined) return t(`refused_${refusal}`, about);
  return translateFailure(error ?? description ?? '');
}

export function translateFailure(text) {
  const known = FAILURES.find(([pattern]) => pattern.test(text));
  return known === undefined ? t('errorOther', [text]) : t(known[1]);
}
