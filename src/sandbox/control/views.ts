import { RefusedAct } from '../world/refused-act.ts';
import { renderMember } from '../bot-api/wire/member.ts';
import { renderMessage } from '../bot-api/wire/message.ts';
import { isService } from '../world/announce.ts';
import { chatKey, privateKey } from '../world/keys.ts';
import type { SeenMessage, SeenPost, SeenUser } from './state.ts';
import type { ChatKey, MemberDoc, MessageDoc } from '../world/shapes.ts';
import { chatOf, contactOf, keyFor, memberOf, messageOf, placeOf, type World } from '../world/world.ts';

/** What humans see in their apps. */
export type Views = {
  private(userId: number, last?: number): SeenMessage[];
  /** Without service messages. */
  channel(last?: number): SeenPost[];
  post(postId: number): SeenPost | undefined;
  /** The comments under a post, oldest first. */
  thread(postId: number, last?: number): SeenMessage[];
  /** Everything in the group, copies and service messages too. */
  group(last?: number): SeenMessage[];
  pinned(chatId: number): number[];
  users(): SeenUser[];
  members(chatId: number): MemberDoc[];
  member(chatId: number, userId: number): ReturnType<typeof renderMember>;
  /** The bot's answer to a press of a button or an inline query. */
  answer(queryId: string): Record<string, unknown> | undefined;
};

export function createViews(world: World, botId: number, channelId: number): Views {
  /** The group that was linked last. */
  const group = (): number => placeOf(world, botId).groupId;

  function see(message: MessageDoc): SeenMessage {
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

  function seeAll(key: ChatKey, last: number | undefined): SeenMessage[] {
    return newest([...world.index.messages(key).values()], last).map(see);
  }

  function seePost(message: MessageDoc): SeenPost {
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
      commentCount: rootId === null ? 0 : world.index.thread(chatKey(group()), rootId).size,
      message: see(message),
    };
  }

  return {
    private: (userId, last) => seeAll(privateKey(botId, userId), last),
    channel(last) {
      const posts = [...world.index.messages(chatKey(channelId)).values()];
      return newest(
        posts.filter((message) => !isService(message)),
        last,
      ).map(seePost);
    },
    post(postId) {
      const message = messageOf(world, chatKey(channelId), postId);
      return message === undefined || isService(message) ? undefined : seePost(message);
    },
    thread(postId, last) {
      const root = world.index.copy(channelId, postId);
      if (root === undefined) return [];
      const key = chatKey(group());
      return newest([...world.index.thread(key, root)], last).flatMap((id) => {
        const message = messageOf(world, key, id);
        return message === undefined ? [] : [see(message)];
      });
    },
    group: (last) => seeAll(chatKey(group()), last),
    pinned: (chatId) => [...world.index.pins(keyFor(botId, chatId))],
    users: () =>
      [...world.docs.all('user').values()].map(
        ({ id, firstName, lastName, username, languageCode, deactivated }) => ({
          id,
          firstName,
          lastName,
          username,
          languageCode,
          deactivated: deactivated ?? false,
          started: contactOf(world, botId, id)?.started ?? false,
          blocked: contactOf(world, botId, id)?.blocked ?? false,
          channelRole: memberOf(world, channelId, id)?.role ?? 'left',
          groupRole: memberOf(world, group(), id)?.role ?? 'left',
        }),
      ),
    members: (chatId) => {
      if (chatOf(world, chatId) === undefined) throw new RefusedAct('noChat', chatId);
      return [...world.index.members(chatId).values()];
    },
    member: (chatId, userId) => renderMember(world, chatId, userId, memberOf(world, chatId, userId)),
    answer: (queryId) => world.queries.find(queryId)?.answer,
  };
}

function newest<T>(all: T[], last: number | undefined): T[] {
  return last === undefined ? all : all.slice(-last);
}
