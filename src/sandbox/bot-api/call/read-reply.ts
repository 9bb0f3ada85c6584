import type { MessageEntity, TextQuote } from '@grammyjs/types';
import { badRequest } from '../api-error.ts';
import { formatText } from '../entities/format-text.ts';
import { originOfMessage } from '../../world/forward-origin.ts';
import type { MessageDoc } from '../../world/shapes.ts';
import { quoteOf, sameStyles } from '../../world/quote-message.ts';
import { messageOf } from '../../world/world.ts';
import { asObject, flagArgument, integerArgument, jsonArgument, textArgument } from './arguments.ts';
import type { Call } from './call.ts';
import { readableChat, type Target } from './target-chat.ts';

export type Reply = Pick<MessageDoc, 'replyTo' | 'externalReply' | 'quote'>;

/** `reply_parameters`: the only way into a comment thread; `message_thread_id` is ignored (FACTS.md #13). */
export function readReply(call: Call, target: Target): Reply {
  const given = asObject(jsonArgument(call.args, 'reply_parameters', 'reply parameters'));
  const parameters = given ?? {
    message_id: call.args['reply_to_message_id'],
    allow_sending_without_reply: call.args['allow_sending_without_reply'],
  };
  const messageId = integerArgument(parameters, 'message_id');
  if (messageId === undefined || messageId === 0) return {};
  const otherChat = textArgument(parameters, 'chat_id');
  const source = otherChat === '' ? target : readableChat(call.world, call.botId, otherChat);
  const message = messageOf(call.world, source.key, messageId);
  if (message === undefined) {
    if (flagArgument(parameters, 'allow_sending_without_reply')) return {};
    throw badRequest('message to be replied not found');
  }
  const quote = readQuote(call, parameters, message);
  if (source.key === target.key) return { replyTo: messageId, quote };
  const origin = originOfMessage(call.world, message);
  return { externalReply: { chatId: source.chatId, messageId, origin, content: message.content }, quote };
}

/** The styles of the quote must be the styles of the message (Bot API, ReplyParameters). */
function readQuote(
  call: Call,
  parameters: Record<string, unknown>,
  message: MessageDoc,
): TextQuote | undefined {
  const raw = textArgument(parameters, 'quote');
  if (raw === '') return undefined;
  const given = jsonArgument(parameters, 'quote_entities', 'quote entities');
  const { text, entities } = formatText(call.world, call.botId, {
    text: raw,
    parseMode: textArgument(parameters, 'quote_parse_mode'),
    entities: Array.isArray(given) ? (given as MessageEntity[]) : [],
  });
  const quote = quoteOf(message, text, integerArgument(parameters, 'quote_position'));
  if (quote === undefined || !sameStyles(text, quote.entities ?? [], entities)) {
    throw badRequest('QUOTE_TEXT_INVALID');
  }
  return quote;
}
