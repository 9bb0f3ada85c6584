import type { Message } from 'grammy/types';
import type { Entity, Quote } from '../../machines/content.ts';
import { leadIn } from '../../machines/marks.ts';
import { forwardedFrom } from './forwarded.ts';

/** Telegram's limit, in code points (Bot API, ReplyParameters). */
const LIMIT = 1024;

/**
 * Passage that the author chose. Nothing for a passage that Telegram added (`FACTS.md #10`).
 *
 * @param clientSpeaksAs sender of the client's messages in this chat: the client, or in the group the bot
 */
export function quoteOf(message: Message, clientSpeaksAs: number): { quote?: Quote } {
  const { quote, reply_to_message: target } = message;
  if (quote?.is_manual !== true || target === undefined) return {};
  const { text, entities, position } = quote;
  if (text === '' || Array.from(text).length > LIMIT) return {};
  const isClients = target.from?.id === clientSpeaksAs;
  const words = target.text ?? target.caption ?? '';
  const lead = leadIn(words);
  return {
    quote: {
      text,
      ...(entities === undefined ? {} : { entities: entities as unknown as Entity[] }),
      position: findQuote(words, quote) ?? position,
      ...(isClients && target.edit_date !== undefined ? { edited: true } : {}),
      ...(isClients && lead !== null ? { lead } : {}),
      ...forwardedFrom(target),
    },
  };
}

/**
 * Position of the quote in a text, in UTF-16 code units. The quoted position is approximate (Bot API, TextQuote), so the
 * nearest equal passage counts. Null: not found. Pure.
 */
export function findQuote(text: string, quote: Pick<Quote, 'text' | 'position'>): number | null {
  if (quote.text === '') return null;
  const before = text.lastIndexOf(quote.text, quote.position);
  const after = text.indexOf(quote.text, quote.position);
  if (before < 0 || quote.position < 0) return after < 0 ? null : after;
  return after >= 0 && after - quote.position < quote.position - before ? after : before;
}
