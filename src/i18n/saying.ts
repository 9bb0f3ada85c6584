import type { SayParam, Saying } from '../../machines/client/say.ts';
import type { TextKey, variablesOf } from './keys.ts';

type Variable<K extends TextKey> = (typeof variablesOf)[K][number];

/** A text of the catalogue with its variables, which the compiler checks. */
export function saying<K extends TextKey>(
  key: K,
  ...[params]: Variable<K> extends never ? [] : [Readonly<Record<Variable<K>, SayParam>>]
): Saying {
  return { key, ...(params === undefined ? {} : { params }) };
}
