/** Marks of the desk in front of a person's words, written and read. The same in every language. */

/** In front of words that changed after the reader could read them. */
export const EDITED = '✏️ ';

/** In front of the line that names the author of a forwarded message. */
export const FORWARDED = '↪️ ';

/** In front of the line that names the message of another chat that a message replies to. */
export const ABOUT = '↩️ ';

/** In front of the author's name, where one message in the thread has blocks of several authors. */
export const AUTHORS = { client: '👤 ', agent: '🙋 ', note: '📝 ' } as const;

/**
 * Length of the desk's mark and lines in front of the words, in UTF-16 code units; null: no line of the desk. A mark
 * without a line does not count: only the passage tells whether the mark belongs to the words.
 */
export function leadIn(words: string): number | null {
  let end = words.startsWith(EDITED) ? EDITED.length : 0;
  let lines = 0;
  for (; [FORWARDED, ABOUT].some((mark) => words.startsWith(mark, end)); lines += 1) {
    const next = words.indexOf('\n', end) + 1;
    if (next === 0) return words.length;
    end = next;
  }
  return lines === 0 ? null : end;
}
