import { renderMessage } from '../wire/message.ts';
import type { Message } from '@grammyjs/types';
import { type Draft, postMessage } from '../../world/post-message.ts';
import type { Content, MessageDoc } from '../../world/shapes.ts';
import { flagArgument } from './arguments.ts';
import type { Call } from './call.ts';
import { type Markup, readMarkup } from './read-markup.ts';
import { type Reply, readReply } from './read-reply.ts';
import { requireWritable, type Sent, type Target, targetChat } from './target-chat.ts';

const NAMES: Partial<Record<Content['kind'], Sent>> = {
  photo: 'photos',
  live_photo: 'photos',
  video: 'videos',
  document: 'documents',
  audio: 'music',
  voice: 'voice notes',
  video_note: 'video notes',
  animation: 'animations',
  sticker: 'stickers',
  contact: 'contacts',
  location: 'locations',
  venue: 'locations',
  poll: 'polls',
  dice: 'dice',
};

export type Envelope = { target: Target; reply: Reply; markup: Markup };

/** Place and envelope of a message, checked in Telegram's order: chat, rights, reply, limits. */
export function openEnvelope(call: Call, content: Content, count = 1): Envelope {
  const target = targetChat(call);
  const markup = readMarkup(call, target.type);
  requireWritable(call, target, NAMES[content.kind]);
  const reply = readReply(call, target);
  call.sending.begin(target.chatId, count);
  call.limits.spend(call.botId, target.chatId, count);
  return { target, reply, markup };
}

export function postAsBot(
  call: Call,
  { target, reply, markup }: Envelope,
  content: Content,
  { albumId, origin }: Pick<Draft, 'albumId' | 'origin'> = {},
): MessageDoc {
  const isChannel = target.type === 'channel';
  return postMessage(call.world, {
    key: target.key,
    chatId: target.chatId,
    author: call.botId,
    from: isChannel ? undefined : call.botId,
    senderChat: isChannel ? target.chatId : undefined,
    content,
    markup: markup.inline,
    replyKeyboard: markup.replyKeyboard,
    protected: flagArgument(call.args, 'protect_content') ? true : undefined,
    replyTo: reply.replyTo,
    externalReply: reply.externalReply,
    quote: reply.quote,
    albumId,
    origin,
  });
}

export function sendContent(call: Call, content: Content): Message {
  const message = postAsBot(call, openEnvelope(call, content), content);
  return renderMessage(call.world, call.botId, message);
}
