import type { Message } from 'grammy/types';
import { type Entity, FORWARDED, type Quote } from '../../machines/content.ts';
import { forwardedFrom } from './forwarded.ts';

/** Telegram's limit, in code points (Bot API, ReplyParameters). */
const LIMIT = 1024;

/**
 * The passage that was chosen; nothing for one that Telegram added by itself (`FACTS.md #10`).
 *
 * @param clientSpeaksAs who has written the client's messages in this chat: the client, or in the group the bot
 */
export function quoteOf(message: Message, clientSpeaksAs: number): { quote?: Quote } {
  const { quote, reply_to_message: target } = message;
  if (quote?.is_manual !== true || target === undefined) return {};
  const { text, entities, position } = quote;
  if (text === '' || Array.from(text).length > LIMIT) return {};
  const isClients = target.from?.id === clientSpeaksAs;
  const words = target.text ?? target.caption ?? '';
  return {
    quote: {
      text,
      ...(entities === undefined ? {} : { entities: entities as unknown as Entity[] }),
      position: findQuote(words, quote) ?? position,
      ...(isClients && target.edit_date !== undefined ? { edited: true } : {}),
      ...(isClients && words.startsWith(FORWARDED) ? { lead: firstLine(words) } : {}),
      ...forwardedFrom(target),
    },
  };
}

/** Its length, with its end. */
const firstLine = (words: string): number => words.indexOf('\n') + 1 || words.length;

/**
 * Where the quote stands in a text: of equal passages the nearest to its position, which is what its sender said and
 * approximate (Bot API, TextQuote). Null: nowhere. UTF-16 code units. Pure.
 */
export function findQuote(text: string, quote: Pick<Quote, 'text' | 'position'>): number | null {
  if (quote.text === '') return null;
  const before = text.lastIndexOf(quote.text, quote.position);
  const after = text.indexOf(quote.text, quote.position);
  if (before < 0 || quote.position < 0) return after < 0 ? null : after;
  return after >= 0 && after - quote.position < quote.position - before ? after : before;
}
