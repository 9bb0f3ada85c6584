import type { Chat } from '@grammyjs/types';
import type { ConsoleState, SeenPost } from '../control/state.ts';

const HOST = /^(?:https?:\/\/)?(?:t|telegram)\.me\//;
const MESSAGE = /^(c\/\d+|\w+)\/(\d+)(?:\/(\d+))?(?:\?.*)?$/;
const START = /^(\w+)\?start=([\w-]{1,64})$/;

/** The part of a `t.me` link after the host; null: another link. */
const pathOf = (url: string): string | null => (HOST.test(url) ? url.replace(HOST, '') : null);

type Target = { place: string; first: number; last: number };

function targetOf(url: string): Target | null {
  const [, place, first, second] = MESSAGE.exec(pathOf(url) ?? '') ?? [];
  return place === undefined ? null : { place, first: Number(first), last: Number(second ?? first) };
}

/** The number of the post in a link to the channel, or null. The post may not exist. */
export function postIdOfLink(url: string, state: ConsoleState): number | null {
  const target = targetOf(url);
  return target !== null && isChat(target.place, state.channel) ? target.first : null;
}

/** The shown post of the channel that a `t.me` link means, or null. A private channel is named by its number. */
export function postOfLink(url: string, state: ConsoleState): SeenPost | null {
  const target = targetOf(url);
  if (target === null) return null;
  const { place, first, last } = target;
  if (isChat(place, state.channel)) return state.posts.find((post) => post.id === first) ?? null;
  if (!isChat(place, state.group)) return null;
  return (
    state.posts.find((post) => post.rootId === first || post.rootId === last) ??
    state.posts.find((post) => state.threads[post.id]?.some((comment) => comment.message_id === last)) ??
    null
  );
}

/** The parameter of a link that starts the bot, or null. */
export function startOfLink(url: string, { bot }: ConsoleState): string | null {
  const [, username, payload] = START.exec(pathOf(url) ?? '') ?? [];
  const isBot = username?.toLowerCase() === bot.username.toLowerCase();
  return isBot && payload !== undefined ? payload : null;
}

function isChat(place: string, chat: Chat): boolean {
  if (place.startsWith('c/')) return String(chat.id) === `-100${place.slice(2)}`;
  return chat.username !== undefined && place.toLowerCase() === chat.username.toLowerCase();
}
