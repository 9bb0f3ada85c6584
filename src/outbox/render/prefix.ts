import type { Content } from '../../../machines/content.ts';
import { limitOf } from './limits.ts';
import { concat } from './slice.ts';
import { type Words, withWords, wordsIn } from './words.ts';

/** The content with words of the desk in front; null: the content has no place or no room for the words. Pure. */
export function prefixed(content: Content, lead: Words): Content | null {
  const words = concat(lead, wordsIn(content));
  return Array.from(words.text).length <= limitOf(content) ? withWords(content, words) : null;
}
