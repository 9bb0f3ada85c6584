import type { Content, TextContent } from '../../../machines/content.ts';
import { limitOf } from './limits.ts';
import { concat, pieces } from './slice.ts';
import { plain, withWords, wordsIn } from './words.ts';

/** In front of what was changed after its readers could read it. */
export const EDITED = '✏️ ';

/** In front of what had no room in the message before. */
const CONTINUED = '… ';

/** The content with its mark, if it has a place for one. It may be longer than Telegram allows. */
export const marked = (content: Content): Content =>
  withWords(content, concat(plain(EDITED), wordsIn(content))) ?? content;

/** A content as one message can hold it, and the words that have to go on in a reply. Pure. */
export function fitted(content: Content): { head: Content; rest: TextContent | null } {
  const [first = plain(''), ...others] = pieces(wordsIn(content), limitOf(content));
  if (others.length === 0) return { head: content, rest: null };
  // A caption is at most as long as a text, so one reply holds the rest.
  const rest: TextContent = { kind: 'text', ...concat(plain(CONTINUED), ...others) };
  return { head: withWords(content, first) ?? content, rest };
}
