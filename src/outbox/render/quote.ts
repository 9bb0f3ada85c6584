import type { Quote } from '../../../machines/content.ts';
import type { Texts } from '../../i18n/texts.ts';
import type { ReplyTo } from '../../telegram/call.ts';
import { EDITED } from '../../../machines/marks.ts';
import { forwardedLine } from './forwarded.ts';
import { cut } from './slice.ts';

/** In UTF-16 code units. */
type Ground = {
  /** How far the words have moved. */
  shift: number;
  /** End of the words. */
  limit?: number;
};

/** The part of the quote on the new ground, with the place; null: no part. Pure. */
export function rebaseQuote(quote: Quote, { shift, limit = Number.POSITIVE_INFINITY }: Ground): Quote | null {
  const { text, entities = [] } = quote;
  const position = quote.position + shift;
  let start = Math.max(0, -position);
  let end = Math.min(text.length, limit - position);
  if (splitsPair(text, start)) start += 1;
  if (splitsPair(text, end)) end -= 1;
  const kept = text.slice(start, Math.max(start, end));
  if (kept.trim() === '') return null;
  const styles = entities.flatMap((entity) => cut(entity, start, end));
  return { text: kept, ...(styles.length === 0 ? {} : { entities: styles }), position: position + start };
}

const splitsPair = (text: string, at: number): boolean =>
  /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, at - 1), at + 1));

/** A passage of the private chat, at the place in the thread behind the desk's mark or line. */
export function quoteInThread(quote: Quote, texts: Texts): Quote | null {
  const { edited, forwardedFrom: from } = quote;
  const line = from === undefined ? 0 : forwardedLine(texts, from).text.length;
  return rebaseQuote(quote, { shift: line + (edited === true ? EDITED.length : 0) });
}

/** A passage of the thread, at the place in the private chat without marks. */
export const quoteAtClient = (quote: Quote): Quote | null =>
  rebaseQuote(quote, { shift: -(quote.lead ?? (isMarked(quote) ? EDITED.length : 0)) });

/** The quote for a reply. */
export const quoteParameters = ({ text, entities, position }: Quote): Omit<ReplyTo, 'message_id'> => ({
  quote: text,
  ...(entities === undefined ? {} : { quote_entities: entities }),
  quote_position: position,
});

/** In a merged message only edited parts carry a mark. The passage tells whether the part is the first. */
function isMarked({ edited, text, position }: Quote): boolean {
  if (edited !== true) return false;
  const mark = EDITED.slice(position);
  return text.startsWith(mark) || mark.startsWith(text);
}
