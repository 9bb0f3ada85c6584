import { renderMember } from '../bot-api/wire/member.ts';
import { renderChat } from '../bot-api/wire/user.ts';
import { isService } from '../world/announce.ts';
import { boardOf, boardsOf } from '../world/boards.ts';
import type { Board } from '../world/shapes.ts';
import { chatKey, privateKey } from '../world/keys.ts';
import { RefusedAct } from '../world/refused-act.ts';
import type { ChatKey, InviteDoc, JoinRequestDoc, MemberDoc, UserDoc } from '../world/shapes.ts';
import { chatOf, contactOf, keyFor, memberOf, messageOf, type World } from '../world/world.ts';
import { seeMessage, seePost } from './see-message.ts';
import type { SeenBoard, SeenMessage, SeenPost, SeenUser } from './state.ts';

/** The view of people in apps. `channelId` names a board of the bot; absent: the first board. */
export type Views = {
  private(userId: number, last?: number): SeenMessage[];
  /** Without service messages. */
  channel(last?: number, channelId?: number): SeenPost[];
  post(postId: number, channelId?: number): SeenPost | undefined;
  /** The comments under a post, oldest first. */
  thread(postId: number, last?: number, channelId?: number): SeenMessage[];
  /** Everything in the group, copies and service messages too. */
  group(last?: number, channelId?: number): SeenMessage[];
  /** The first board first. */
  boards(): SeenBoard[];
  pinned(chatId: number): number[];
  /** Roles are the roles in the board. */
  users(channelId?: number): SeenUser[];
  members(chatId: number): MemberDoc[];
  /** People who asked to join, oldest first. */
  joinRequests(chatId: number): JoinRequestDoc[];
  invites(chatId: number): InviteDoc[];
  member(chatId: number, userId: number): ReturnType<typeof renderMember>;
  /** The bot's answer to a press of a button or an inline query. */
  answer(queryId: string): Record<string, unknown> | undefined;
};

export function createViews(world: World, botId: number): Views {
  const board = (channelId?: number): Board => boardOf(world, botId, channelId);

  function seeAll(key: ChatKey, last: number | undefined): SeenMessage[] {
    return newest([...world.index.messages(key).values()], last).map((one) => seeMessage(world, botId, one));
  }

  return {
    private: (userId, last) => seeAll(privateKey(botId, userId), last),
    channel(last, channelId) {
      const at = board(channelId);
      const posts = [...world.index.messages(chatKey(at.channelId)).values()];
      return newest(
        posts.filter((message) => !isService(message)),
        last,
      ).map((message) => seePost(world, botId, at, message));
    },
    post(postId, channelId) {
      const at = board(channelId);
      const message = messageOf(world, chatKey(at.channelId), postId);
      return message === undefined || isService(message) ? undefined : seePost(world, botId, at, message);
    },
    thread(postId, last, channelId) {
      const at = board(channelId);
      const root = world.index.copy(at.channelId, postId);
      if (root === undefined) return [];
      const key = chatKey(at.groupId);
      return newest([...world.index.thread(key, root)], last).flatMap((id) => {
        const message = messageOf(world, key, id);
        return message === undefined ? [] : [seeMessage(world, botId, message)];
      });
    },
    group: (last, channelId) => seeAll(chatKey(board(channelId).groupId), last),
    boards: () =>
      boardsOf(world, botId).map((one) => ({
        ...one,
        channel: renderChat(world, one.channelId),
        group: renderChat(world, one.groupId),
      })),
    pinned: (chatId) => [...world.index.pins(keyFor(botId, chatId))],
    users(channelId) {
      const at = board(channelId);
      return [...world.docs.all('user').values()].map((user) => seeUser(world, botId, at, user));
    },
    members: (chatId) => {
      if (chatOf(world, chatId) === undefined) throw new RefusedAct('noChat', chatId);
      return [...world.index.members(chatId).values()];
    },
    joinRequests: (chatId) =>
      [...world.docs.all('joinRequest').values()].filter((one) => one.chatId === chatId),
    invites: (chatId) => [...world.docs.all('invite').values()].filter((one) => one.chatId === chatId),
    member: (chatId, userId) => renderMember(world, chatId, userId, memberOf(world, chatId, userId)),
    answer: (queryId) => world.queries.find(queryId)?.answer,
  };
}

function seeUser(world: World, botId: number, { channelId, groupId }: Board, user: UserDoc): SeenUser {
  const { id, firstName, lastName, username, languageCode, deactivated } = user;
  const contact = contactOf(world, botId, id);
  return {
    id,
    firstName,
    lastName,
    username,
    languageCode,
    deactivated: deactivated ?? false,
    started: contact?.started ?? false,
    blocked: contact?.blocked ?? false,
    channelRole: memberOf(world, channelId, id)?.role ?? 'left',
    groupRole: memberOf(world, groupId, id)?.role ?? 'left',
  };
}

function newest<T>(all: T[], last: number | undefined): T[] {
  return last === undefined ? all : all.slice(-last);
}
