import type { Content, TextContent } from '../../../machines/content.ts';
import { EDITED } from '../../../machines/marks.ts';
import { limitOf } from './limits.ts';
import { concat, pieces } from './slice.ts';
import { plain, withWords, wordsIn } from './words.ts';

/** In front of words without room in the message before. */
const CONTINUED = '… ';

/** The content with the mark, if the content has a place for a mark. The result may be longer than Telegram allows. */
export const marked = (content: Content): Content =>
  withWords(content, concat(plain(EDITED), wordsIn(content))) ?? content;

/** The part of a content that fits into a message, and the rest for a reply. Pure. */
export function fitted(content: Content): { head: Content; rest: TextContent | null } {
  const [first = plain(''), ...others] = pieces(wordsIn(content), limitOf(content));
  if (others.length === 0) return { head: content, rest: null };
  // A caption is at most as long as a text, so one reply holds the rest.
  const rest: TextContent = { kind: 'text', ...concat(plain(CONTINUED), ...others) };
  return { head: withWords(content, first) ?? content, rest };
}
