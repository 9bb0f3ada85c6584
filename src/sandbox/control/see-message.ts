import { renderMessage } from '../bot-api/wire/message.ts';
import { hidesComments } from '../world/hides-comments.ts';
import { chatKey } from '../world/keys.ts';
import type { Board } from '../world/shapes.ts';
import type { MessageDoc } from '../world/shapes.ts';
import type { World } from '../world/world.ts';
import type { SeenMessage, SeenPost } from './state.ts';

export function seeMessage(world: World, botId: number, message: MessageDoc): SeenMessage {
  const reactions = Object.entries(message.reactions ?? {}).flatMap(([userId, emojis]) =>
    emojis.map((emoji) => ({ userId: Number(userId), emoji })),
  );
  return {
    ...renderMessage(world, botId, message),
    ...(reactions.length === 0 ? {} : { reactions }),
    ...seePoll(message),
  };
}

function seePoll({ content }: MessageDoc): Pick<SeenMessage, 'votes' | 'rightOptions'> {
  if (content.kind !== 'poll') return {};
  const votes = Object.entries(content.votes ?? {}).map(([userId, options]) => ({
    userId: Number(userId),
    options,
  }));
  const rightOptions = content.poll.correct_option_ids;
  return {
    ...(votes.length === 0 ? {} : { votes }),
    ...(rightOptions === undefined ? {} : { rightOptions }),
  };
}

export function seePost(world: World, botId: number, { groupId }: Board, message: MessageDoc): SeenPost {
  const { content, key, id } = message;
  const rootId = world.index.copy(message.chatId, id) ?? null;
  const [text, entities] =
    content.kind === 'text'
      ? [content.text, content.entities]
      : 'caption' in content
        ? [content.caption, content.captionEntities]
        : ['', []];
  return {
    id,
    text,
    entities,
    pinned: world.index.pins(key).has(id),
    rootId,
    canComment: rootId !== null && !hidesComments(world, message),
    commentCount: rootId === null ? 0 : world.index.thread(chatKey(groupId), rootId).size,
    message: seeMessage(world, botId, message),
  };
}
