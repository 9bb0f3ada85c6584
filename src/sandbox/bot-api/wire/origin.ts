import type { MessageOrigin } from '@grammyjs/types';
import type { Origin } from '../../world/shapes.ts';
import { present, type World } from '../../world/world.ts';
import { renderChat, renderUser } from './user.ts';

export function renderOrigin(world: World, origin: Origin): MessageOrigin {
  switch (origin.type) {
    case 'user':
      return { type: 'user', sender_user: renderUser(world, origin.userId), date: origin.date };
    case 'hidden_user':
      return { type: 'hidden_user', sender_user_name: origin.name, date: origin.date };
    case 'chat':
      return present({
        type: 'chat',
        sender_chat: renderChat(world, origin.chatId),
        author_signature: origin.signature,
        date: origin.date,
      }) as MessageOrigin;
    case 'channel':
      return present({
        type: 'channel',
        chat: renderChat(world, origin.chatId),
        message_id: origin.messageId,
        author_signature: origin.signature,
        date: origin.date,
      }) as MessageOrigin;
  }
}

/** `forward_from…`: old fields that the server still sends beside `forward_origin` (FACTS.md #2). */
export function renderLegacyForward(world: World, origin: Origin): Record<string, unknown> {
  switch (origin.type) {
    case 'user':
      return { forward_from: renderUser(world, origin.userId), forward_date: origin.date };
    case 'hidden_user':
      return { forward_sender_name: origin.name, forward_date: origin.date };
    case 'chat':
      return present({
        forward_from_chat: renderChat(world, origin.chatId),
        forward_signature: origin.signature,
        forward_date: origin.date,
      });
    case 'channel':
      return present({
        forward_from_chat: renderChat(world, origin.chatId),
        forward_from_message_id: origin.messageId,
        forward_signature: origin.signature,
        forward_date: origin.date,
      });
  }
}
