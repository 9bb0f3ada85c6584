import type { Message } from '@grammyjs/types';
import { badRequest } from '../api-error.ts';
import { renderMessage } from '../wire/message.ts';
import { inlineMessage } from '../../world/inline-message.ts';
import { changeMessage, sameJson } from '../../world/change-message.ts';
import type { Content, MessageDoc } from '../../world/shapes.ts';
import { isService } from '../../world/announce.ts';
import { has, textArgument } from './arguments.ts';
import type { Call } from './call.ts';
import { readMarkup } from './read-markup.ts';
import { botHolds, requireWritable, type Target, targetChat, targetMessage } from './target-chat.ts';

/**
 * Edits a message of the bot, or any post of a channel with `can_edit_messages`. No age limit exists. A new keyboard
 * replaces the old keyboard; without a keyboard the old keyboard goes (FACTS.md #8, #53). `change` returns the new
 * content or refuses.
 */
export function editContent(
  call: Call,
  change: (message: MessageDoc) => Content,
  what: 'content' | 'keyboard' = 'content',
): Message | true {
  if (has(call.args, 'inline_message_id')) return editInline(call, change);
  const target = targetChat(call);
  const message = targetMessage(call, target, 'edit');
  if (target.type !== 'channel' || !botHolds(call, target.chatId, 'can_edit_messages')) {
    requireWritable(call, target);
  }
  requireEditable(call, target, message);
  const content = change(message);
  const markup = readMarkup(call, target.type, true).inline;
  requireChange(message, content, markup);
  if (what === 'keyboard') call.limits.spendFor('markupEdit', call.botId, target.chatId);
  else call.limits.spend(call.botId, target.chatId);
  return renderMessage(call.world, call.botId, changeMessage(call.world, message, content, markup), false);
}

/** A message that a person sent through the bot may be edited in every chat. */
function editInline(call: Call, change: (message: MessageDoc) => Content): true {
  const message = inlineMessage(call.world, textArgument(call.args, 'inline_message_id'));
  if (message?.viaBot !== call.botId) throw badRequest('invalid inline message identifier specified');
  const content = change(message);
  const markup = readMarkup(call, message.chatId > 0 ? 'private' : 'supergroup', true).inline;
  requireChange(message, content, markup);
  changeMessage(call.world, message, content, markup);
  return true;
}

function requireChange(message: MessageDoc, content: Content, markup: MessageDoc['markup']): void {
  if (!sameJson(content, message.content) || !sameJson(markup, message.markup)) return;
  throw badRequest(
    'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  );
}

function requireEditable(call: Call, target: Target, message: MessageDoc): void {
  const isOwn = message.author === call.botId;
  const isOthersPost = target.type === 'channel' && botHolds(call, target.chatId, 'can_edit_messages');
  const isFixed =
    message.origin !== undefined ||
    message.copyOf !== undefined ||
    message.replyKeyboard === true ||
    isService(message);
  if (isFixed || (!isOwn && !isOthersPost)) throw badRequest("message can't be edited");
}
