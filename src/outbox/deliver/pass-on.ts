import type { Content } from '../../../machines/content.ts';
import type { Call, ChatId, ReplyTo } from '../../telegram/call.ts';

/**
 * The call that repeats a message in another chat. Text is sent anew, so that it arrives even when its author has
 * deleted it meanwhile; everything else is copied by Telegram. Neither shows who wrote it.
 */
export function pass(
  content: Content,
  source: { chat: ChatId; message: number },
  chat_id: ChatId,
  reply: ReplyTo | undefined,
): Call {
  const reply_parameters = reply === undefined ? {} : { reply_parameters: reply };
  if (content.kind === 'copied') {
    return {
      method: 'copyMessage',
      params: { chat_id, from_chat_id: source.chat, message_id: source.message, ...reply_parameters },
    };
  }
  return {
    method: 'sendMessage',
    params: {
      chat_id,
      text: content.text,
      entities: content.entities,
      ...(content.linkPreview === undefined ? {} : { link_preview_options: content.linkPreview }),
      ...reply_parameters,
    },
  };
}

/** The call that makes an earlier copy say what its original says now. */
export function edit(content: Content, chat_id: ChatId, message_id: number): Call {
  if (content.kind === 'copied') {
    const { caption = '', captionEntities = [] } = content;
    return {
      method: 'editMessageCaption',
      params: { chat_id, message_id, caption, caption_entities: captionEntities },
    };
  }
  return {
    method: 'editMessageText',
    params: {
      chat_id,
      message_id,
      text: content.text,
      entities: content.entities,
      ...(content.linkPreview === undefined ? {} : { link_preview_options: content.linkPreview }),
    },
  };
}
