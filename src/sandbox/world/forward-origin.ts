import type { MessageDoc, Origin } from './shapes.ts';
import { chatOf, type World } from './world.ts';

/** The origin of a forward of the message; a forward keeps the first origin. */
export function originOfMessage(world: World, message: MessageDoc): Origin {
  if (message.copyOf !== undefined) return { type: 'channel', ...message.copyOf };
  if (message.origin !== undefined) return message.origin;
  const { date, signature, id, chatId } = message;
  if (chatOf(world, chatId)?.type === 'channel') {
    return { type: 'channel', chatId, messageId: id, signature, date };
  }
  if (message.senderChat !== undefined) {
    return { type: 'chat', chatId: message.senderChat, signature, date };
  }
  return { type: 'user', userId: message.from ?? message.author, date };
}
