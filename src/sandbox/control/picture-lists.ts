import { boardsOf } from '../world/boards.ts';
import type { Board } from '../world/shapes.ts';
import { chatKey, privateKey } from '../world/keys.ts';
import type { MessageDoc } from '../world/shapes.ts';
import { messageOf, type World } from '../world/world.ts';
import type { Views } from './views.ts';

/**
 * The lists of the page, by name: `posts`, `loose` (in the group, in no thread), `threads/<post>`, `chats/<user>`.
 * Lists of later boards begin with `boards/<channel>/`.
 */
export type PictureLists = {
  all(shownPosts: (name: string) => number): string[];
  /** The lists with the message. */
  showing(message: MessageDoc): string[];
  /** The lists of posts. */
  posts(): string[];
  read(name: string, limit: number): { id: number; value: unknown }[];
};

const NAME = /^(?:boards\/(-\d+)\/)?(\w+)(?:\/(-?\d+))?$/;

export function createPictureLists(world: World, views: Views, botId: number): PictureLists {
  const boards = (): Board[] => boardsOf(world, botId);
  const first = (): number | undefined => boards()[0]?.channelId;
  const named = (channelId: number, name: string): string =>
    channelId === first() ? name : `boards/${channelId}/${name}`;
  const posts = (): string[] => boards().map(({ channelId }) => named(channelId, 'posts'));

  return {
    posts,
    all(shownPosts) {
      const people = views.users().map(({ id }) => `chats/${id}`);
      const ofBoards = boards().flatMap(({ channelId }) => {
        const name = named(channelId, 'posts');
        const threads = views.channel(shownPosts(name), channelId).map(({ id }) => `threads/${id}`);
        return [name, ...['loose', ...threads].map((list) => named(channelId, list))];
      });
      return [...ofBoards, ...people];
    },
    showing({ key, chatId, thread, copyOf }) {
      if (key === privateKey(botId, chatId)) return [`chats/${chatId}`];
      const board = boards().find(({ channelId, groupId }) => chatId === channelId || chatId === groupId);
      // A group that is linked no more still holds the comments of old posts.
      if (board === undefined) return posts();
      const list = (name: string): string => named(board.channelId, name);
      if (key === chatKey(board.channelId)) return [list('posts')];
      const post = copyOf ?? (thread === undefined ? undefined : messageOf(world, key, thread)?.copyOf);
      return [
        list('posts'),
        ...(post === undefined ? [] : [list(`threads/${post.messageId}`)]),
        ...(thread === undefined ? [list('loose')] : []),
      ];
    },
    read(name, limit) {
      const [, channel, kind = '', id] = NAME.exec(name) ?? [];
      const channelId = channel === undefined ? undefined : Number(channel);
      // An import may have taken the board away.
      const isGone = channelId !== undefined && !boards().some((board) => board.channelId === channelId);
      if (isGone) return [];
      if (kind === 'posts') {
        return views.channel(limit, channelId).map((post) => ({ id: post.id, value: post }));
      }
      const messages =
        kind === 'chats'
          ? views.private(Number(id), limit)
          : kind === 'threads'
            ? views.thread(Number(id), limit, channelId)
            : views.group(limit, channelId).filter(({ message_thread_id: thread }) => thread === undefined);
      return messages.map((message) => ({ id: message.message_id, value: message }));
    },
  };
}
