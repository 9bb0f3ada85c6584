import { boardOf } from '../world/boards.ts';
import { changeMessage } from '../world/change-message.ts';
import { chatKey } from '../world/keys.ts';
import { postMessage } from '../world/post-message.ts';
import { RefusedAct } from '../world/refused-act.ts';
import { memberOf, nextAlbumId, type World } from '../world/world.ts';
import { captionLimit, type Content, storeContent } from './content.ts';
import { editedContent } from './in-private.ts';
import { requireMessage } from './require-message.ts';
import { requirePerson } from './require-person.ts';

/** A board of the bot, by channel. */
export type AtBoard = {
  /** @default the channel of the first board */
  channelId?: number;
};

/** Acts of administrators in a channel. Numbers returned are message ids. */
export type PostActs = {
  post(userId: number, content: Content, at?: AtBoard): number;
  postAlbum(userId: number, contents: Content[], at?: AtBoard): number[];
  /** Any post, the bot's too. */
  editPost(userId: number, postId: number, content: Content, at?: AtBoard): void;
};

export function createPostActs(world: World, botId: number): PostActs {
  function requirePoster(userId: number, channelId: number): void {
    requirePerson(world, userId);
    const role = memberOf(world, channelId, userId)?.role;
    if (role !== 'creator' && role !== 'administrator') throw new RefusedAct('noPoster', userId);
  }

  function publish(userId: number, content: Content, at: AtBoard = {}, albumId?: string): number {
    const { channelId } = boardOf(world, botId, at.channelId);
    requirePoster(userId, channelId);
    return postMessage(world, {
      key: chatKey(channelId),
      chatId: channelId,
      author: userId,
      senderChat: channelId,
      content: storeContent(world, botId, content, captionLimit(world, userId, false)),
      albumId,
    }).id;
  }

  return {
    post: (userId, content, at) => publish(userId, content, at),
    postAlbum(userId, contents, at) {
      const albumId = nextAlbumId(world);
      return contents.map((content) => publish(userId, content, at, albumId));
    },
    editPost(userId, postId, content, at = {}) {
      const { channelId } = boardOf(world, botId, at.channelId);
      requirePoster(userId, channelId);
      const message = requireMessage(world, botId, channelId, postId);
      changeMessage(
        world,
        message,
        editedContent(world, botId, userId, message.content, content),
        message.markup,
      );
    },
  };
}
