import type { Message } from '@grammyjs/types';
import { TELEGRAM_ID } from '../../world/keys.ts';
import { knowsAnswer } from '../../world/copied-content.ts';
import { isProtected } from '../../world/is-protected.ts';
import type { Content, ExternalReply, MessageDoc, Origin } from '../../world/shapes.ts';
import { memberOf, messageOf, present, type World } from '../../world/world.ts';
import { renderMedia } from './media.ts';
import { renderLegacyForward, renderOrigin } from './origin.ts';
import { renderChat, renderUser } from './user.ts';

/**
 * A message as a bot receives the message, in the server's order of fields. A message inside another message
 * (`reply`: false) carries no `reply_to_message`.
 */
export function renderMessage(world: World, botId: number, message: MessageDoc, reply = true): Message {
  const from = message.copyOf === undefined ? message.from : TELEGRAM_ID;
  const origin = originOf(message);
  return present<object>(
    {
      message_id: message.id,
      from: from === undefined ? undefined : renderUser(world, from),
      author_signature: message.signature,
      sender_tag: tagOf(world, message),
      sender_chat: message.senderChat === undefined ? undefined : renderChat(world, message.senderChat),
      chat: renderChat(world, message.chatId),
      date: message.date,
      edit_date: message.editDate,
      message_thread_id: message.thread ?? ownThread(world, message),
      forward_origin: origin === undefined ? undefined : renderOrigin(world, origin),
      is_automatic_forward: message.copyOf === undefined ? undefined : true,
    },
    origin === undefined ? NOTHING : renderLegacyForward(world, origin),
    reply ? renderReply(world, botId, message) : NOTHING,
    {
      via_bot: message.viaBot === undefined ? undefined : renderUser(world, message.viaBot),
      media_group_id: message.albumId,
      has_protected_content: isProtected(world, message) || undefined,
    },
    renderContent(world, botId, message.content, message),
    { reply_markup: message.markup },
  ) as Message;
}

const NOTHING = {};

/** The tag beside the name of an ordinary member (FACTS.md #21). */
function tagOf(world: World, { chatId, from, senderChat }: MessageDoc): string | undefined {
  if (chatId > 0 || from === undefined || senderChat !== undefined) return undefined;
  const member = memberOf(world, chatId, from);
  return member?.role === 'member' || member?.role === 'restricted' ? member.title : undefined;
}

function ownThread(world: World, message: MessageDoc): number | undefined {
  return message.copyOf !== undefined && world.assumptions.rootNamesThread ? message.id : undefined;
}

function originOf(message: MessageDoc): Origin | undefined {
  return message.copyOf === undefined ? message.origin : { type: 'channel', ...message.copyOf };
}

function renderReply(world: World, botId: number, message: MessageDoc): Record<string, unknown> {
  const target = message.replyTo === undefined ? undefined : messageOf(world, message.key, message.replyTo);
  const external = message.externalReply;
  if (message.replyTo === undefined && external === undefined) return NOTHING;
  return {
    reply_to_message: target === undefined ? undefined : renderMessage(world, botId, target, false),
    external_reply: external === undefined ? undefined : renderExternal(world, botId, external),
    quote: message.quote,
  };
}

/** The place is named if the place is a group or a channel (Bot API, ExternalReplyInfo). */
function renderExternal(world: World, botId: number, external: ExternalReply): Record<string, unknown> {
  const { chatId, messageId, origin, content } = external;
  const place = chatId < 0 ? { chat: renderChat(world, chatId), message_id: messageId } : NOTHING;
  const {
    text: _text,
    entities: _entities,
    caption: _caption,
    caption_entities: _captionEntities,
    show_caption_above_media: _above,
    ...shown
  } = renderContent(world, botId, content, undefined);
  return { origin: renderOrigin(world, origin), ...place, ...shown };
}

/** `message`: the message that holds the content; absent: the content is shown in another message. */
function renderContent(
  world: World,
  botId: number,
  content: Content,
  message: MessageDoc | undefined,
): Record<string, unknown> {
  switch (content.kind) {
    case 'text':
      return {
        text: content.text,
        entities: content.entities.length === 0 ? undefined : content.entities,
        link_preview_options: content.linkPreview,
      };
    case 'contact':
      return { contact: content.contact };
    case 'location':
      return { location: content.location };
    case 'venue':
      return { venue: content.venue, location: content.venue.location };
    case 'poll':
      return {
        poll:
          message !== undefined && knowsAnswer(message, botId)
            ? content.poll
            : { ...content.poll, correct_option_ids: undefined },
      };
    case 'dice':
      return { dice: { emoji: content.emoji, value: content.value } };
    case 'special':
      return content.fields;
    case 'pinned':
      return message === undefined ? NOTHING : renderPin(world, botId, message, content.messageId);
    case 'joined': {
      const users = content.userIds.map((userId) => renderUser(world, userId));
      return { new_chat_participant: users[0], new_chat_member: users[0], new_chat_members: users };
    }
    case 'departed': {
      const user = renderUser(world, content.userId);
      return { left_chat_participant: user, left_chat_member: user };
    }
    case 'migrated-to':
      return { migrate_to_chat_id: content.chatId };
    case 'migrated-from':
      return { migrate_from_chat_id: content.chatId };
    case 'photo':
    case 'video':
    case 'document':
    case 'audio':
    case 'voice':
    case 'animation':
    case 'live_photo':
    case 'sticker':
    case 'video_note':
      return renderMedia(world, botId, content);
  }
}

function renderPin(
  world: World,
  botId: number,
  { key, chatId }: MessageDoc,
  messageId: number,
): Record<string, unknown> {
  const pinned = messageOf(world, key, messageId);
  const pinned_message =
    pinned === undefined
      ? { chat: renderChat(world, chatId), message_id: messageId, date: 0 }
      : renderMessage(world, botId, pinned, false);
  return { pinned_message };
}
