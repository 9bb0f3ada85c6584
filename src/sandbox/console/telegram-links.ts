import type { Chat } from '@grammyjs/types';
import type { ConsoleState } from '../control/state.ts';
import { postsIn, threadIn } from './boards.ts';

const HOST = /^(?:https?:\/\/)?(?:t|telegram)\.me\//;
const MESSAGE = /^(c\/\d+|\w+)\/(\d+)(?:\/(\d+))?(?:\?.*)?$/;
const START = /^(\w+)\?start=[\w-]{1,64}$/;
const INVITE = /^\+[\w-]+$/;

/** The part of a `t.me` link after the host; null: another link. */
const pathOf = (url: string): string | null => (HOST.test(url) ? url.replace(HOST, '') : null);

type Target = { place: string; first: number; last: number };

function targetOf(url: string): Target | null {
  const [, place, first, second] = MESSAGE.exec(pathOf(url) ?? '') ?? [];
  return place === undefined ? null : { place, first: Number(first), last: Number(second ?? first) };
}

export type LinkedPost = { boardId: number; postId: number };

/** The post of a board that a `t.me` link means, or null. The link may name a comment. The post may not exist. */
export function linkedPost(url: string, state: ConsoleState): LinkedPost | null {
  const target = targetOf(url);
  if (target === null) return null;
  const { place, first, last } = target;
  for (const { channelId: boardId, channel, group } of state.boards) {
    if (isChat(place, channel)) return { boardId, postId: first };
    if (!isChat(place, group)) continue;
    const posts = postsIn(state, boardId);
    const post =
      posts.find(({ rootId }) => rootId === first || rootId === last) ??
      posts.find(({ id }) => threadIn(state, boardId, id).some((comment) => comment.message_id === last));
    return post === undefined ? null : { boardId, postId: post.id };
  }
  return null;
}

/** True: the link is an invitation, or starts this bot with a parameter. */
export function isTelegrams(url: string, { bot }: ConsoleState): boolean {
  const path = pathOf(url) ?? '';
  const [, username] = START.exec(path) ?? [];
  return INVITE.test(path) || username?.toLowerCase() === bot.username.toLowerCase();
}

function isChat(place: string, chat: Chat): boolean {
  if (place.startsWith('c/')) return String(chat.id) === `-100${place.slice(2)}`;
  return chat.username !== undefined && place.toLowerCase() === chat.username.toLowerCase();
}
