import type { Draft } from '../../world/post-message.ts';
import type { MessageDoc } from '../../world/shapes.ts';
import { nextAlbumId } from '../../world/world.ts';
import type { Call } from './call.ts';
import { postAsBot } from './send-content.ts';
import { requireWritable, targetChat } from './target-chat.ts';

/** Posts copies or forwards of several messages; their albums stay together. */
export function postSeveral(
  call: Call,
  messages: readonly MessageDoc[],
  draft: (message: MessageDoc) => Pick<Draft, 'content' | 'origin'>,
): MessageDoc[] {
  const target = targetChat(call);
  requireWritable(call, target);
  call.sending.begin(target.chatId, messages.length);
  call.limits.spend(call.botId, target.chatId, messages.length);
  const albums = new Map<string, string>();
  return messages.map((message) => {
    const { albumId } = message;
    if (albumId !== undefined && !albums.has(albumId)) albums.set(albumId, nextAlbumId(call.world));
    const { content, origin } = draft(message);
    return postAsBot(call, { target, reply: {}, markup: {} }, content, {
      origin,
      albumId: albumId === undefined ? undefined : albums.get(albumId),
    });
  });
}
