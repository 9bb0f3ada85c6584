import { chatKey, pairKey } from '../world/keys.ts';
import { postMessage } from '../world/post-message.ts';
import { RefusedAct } from '../world/refused-act.ts';
import { memberOf, type World } from '../world/world.ts';
import { captionLimit, type Content, storeContent } from './content.ts';
import { foundChat } from './found-chat.ts';
import { requireChat } from './require-message.ts';
import { requirePerson } from './require-person.ts';

/** Acts in channels without the bot. */
export type ChannelActs = {
  /** A channel with a username is public. Returns the channel's id. */
  addChannel(ownerId: number, title: string, username?: string): number;
  /** Publishes a post of the owner. Returns the post's number. */
  publish(ownerId: number, channelId: number, content: Content): number;
};

export function createChannelActs(world: World, botId: number): ChannelActs {
  return {
    addChannel(ownerId, title, username) {
      requirePerson(world, ownerId);
      const chatId = foundChat(world, 'channel', title, username);
      world.docs.put('member', pairKey(chatId, ownerId), { chatId, userId: ownerId, role: 'creator' });
      return chatId;
    },
    publish(ownerId, channelId, content) {
      requireChat(world, channelId);
      if (memberOf(world, channelId, ownerId)?.role !== 'creator') throw new RefusedAct('noPoster', ownerId);
      return postMessage(world, {
        key: chatKey(channelId),
        chatId: channelId,
        author: ownerId,
        senderChat: channelId,
        content: storeContent(world, botId, content, captionLimit(world, ownerId, false)),
      }).id;
    },
  };
}
