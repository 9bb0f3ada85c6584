import type { ActAnswer } from '../../control/state.ts';
import { type TextKey, t } from './language.ts';

/** Failures of the network and the server, by the words that browsers use. */
const FAILURES: readonly [RegExp, TextKey][] = [
  [/Failed to fetch|NetworkError|Load failed/, 'errorNetwork'],
  [/Entity Too Large/, 'errorTooBig'],
];

type Refused = Extract<ActAnswer, { ok: false }>;

/** The reason of a refusal in the reader's language. */
export function translateRefusal({
  refusal,
  about,
  error,
}: Pick<Refused, 'refusal' | 'about' | 'error'>): string {
  return refusal === undefined ? translateFailure(error) : t(`refused_${refusal}`, about);
}

export function translateFailure(text: string): string {
  const [, key] = FAILURES.find(([pattern]) => pattern.test(text)) ?? [];
  return key === undefined ? t('errorOther', [text]) : t(key);
}
