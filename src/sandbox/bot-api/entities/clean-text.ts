import type { FormattedText } from './spans.ts';

/** Line and paragraph separators, changes of direction, and marks that would stand on the letter before. */
const REMOVED = /\r|[\u2028-\u202e]|\u0333|\u033f|\u030a/g;
const CONTROL = /[^\P{Cc}\n\u007f-\u009f]/gu;
/** Only the last of several direction marks counts. */
const MARKS = /[\u200e\u200f]+(?=[\u200e\u200f])/g;
/** Matches the characters that cleaning changes; most texts hold no match. */
const UNCLEAN = /[^\P{Cc}\n\u007f-\u009f]|[\u2028-\u202e\u200e\u200f]|\u0333|\u033f|\u030a/u;

/**
 * A text as Telegram stores the text, with the entities moved along (TDLib MessageEntity.cpp,
 * clean_input_string_with_entities).
 */
export function cleanText({ text, entities }: FormattedText): FormattedText {
  if (!UNCLEAN.test(text)) return { text, entities };
  const removedAt = Array.from(text.matchAll(REMOVED), ({ index }) => index);
  const removedBefore = (unit: number): number => removedAt.filter((at) => at < unit).length;
  const cleaned = text
    .replaceAll(REMOVED, '')
    .replaceAll(CONTROL, ' ')
    .replaceAll(MARKS, (marks) => '\u200c'.repeat(marks.length));
  if (removedAt.length === 0) return { text: cleaned, entities };
  const moved = entities.flatMap((entity) => {
    const offset = entity.offset - removedBefore(entity.offset);
    const end = entity.offset + entity.length;
    const length = end - removedBefore(end) - offset;
    return length > 0 ? [{ ...entity, offset, length }] : [];
  });
  return { text: cleaned, entities: moved };
}

/** A text that looks empty is empty (TDLib misc.cpp, strip_empty_characters). */
export function isEmptyText(text: string): boolean {
  return !/[^\s\u180e\u200b-\u200f\u202a-\u202e\u2060\u2800\ufeff\ufffc]/u.test(text);
}
