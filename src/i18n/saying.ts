import type { SayParam, Saying } from '../../machines/client/say.ts';
import type { TextKey, ValuesOf } from './catalogue.ts';

/** A text of the catalogue with its variables, which the compiler checks. */
export function saying<K extends TextKey>(key: K, ...[params]: ValuesOf<K, SayParam>): Saying {
  return { key, ...(params === undefined ? {} : { params }) };
}
