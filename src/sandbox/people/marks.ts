import { removeMessage } from '../world/change-message.ts';
import { pinMessage, unpinMessage } from '../world/pin-message.ts';
import { RefusedAct } from '../world/refused-act.ts';
import { isAvailable, isReactionEmoji, setReaction } from '../world/set-reaction.ts';
import type { MessageDoc } from '../world/shapes.ts';
import type { World } from '../world/world.ts';
import { requireMessage } from './require-message.ts';
import { requirePerson } from './require-person.ts';
import { actorIn } from './roles.ts';

/** Acts of people on messages of any chat: reactions, pins, deletions. */
export type MarkActs = {
  react(userId: number, chatId: number, messageId: number, emoji: string | null): void;
  deleteMessage(chatId: number, messageId: number): void;
  pin(chatId: number, messageId: number, userId?: number): void;
  unpin(chatId: number, messageId: number): void;
};

export function createMarkActs(world: World, botId: number): MarkActs {
  const find = (chatId: number, messageId: number): MessageDoc =>
    requireMessage(world, botId, chatId, messageId);

  function requireReaction(message: MessageDoc, emoji: string): void {
    if (!isReactionEmoji(emoji)) throw new RefusedAct('noReaction', emoji);
    if (!isAvailable(world, message, emoji)) throw new RefusedAct('reactionOff', emoji, message.chatId);
  }

  return {
    react(userId, chatId, messageId, emoji) {
      requirePerson(world, userId);
      const message = find(chatId, messageId);
      if (emoji !== null) requireReaction(message, emoji);
      setReaction(world, message, userId, emoji === null ? [] : [emoji]);
    },
    deleteMessage: (chatId, messageId) => removeMessage(world, find(chatId, messageId)),
    pin(chatId, messageId, userId) {
      const author = userId ?? (chatId > 0 ? chatId : actorIn(world, chatId, botId));
      pinMessage(world, find(chatId, messageId), author);
    },
    unpin: (chatId, messageId) => unpinMessage(world, find(chatId, messageId).key, messageId),
  };
}
