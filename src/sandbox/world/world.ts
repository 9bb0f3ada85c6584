import { badRequest } from '../bot-api/api-error.ts';
import type { Clock } from './clock.ts';
import type { Assumptions } from './assumptions.ts';
import type { Backlog } from './backlog.ts';
import type { Documents } from './documents.ts';
import type { FileStore } from './file-store.ts';
import type { Indexes } from './indexes.ts';
import { chatKey, messageKey, pairKey, privateKey } from './keys.ts';
import type { Web } from './web.ts';
import type { BotDoc, ChatDoc, ChatKey, ContactDoc, MemberDoc, MessageDoc, UserDoc } from './shapes.ts';

export type World = {
  docs: Documents;
  index: Indexes;
  clock: Clock;
  files: FileStore;
  web: Web;
  copies: Copies;
  reactionCounts: ReactionCounts;
  backlog: Backlog;
  queries: Queries;
  assumptions: Assumptions;
  /** Webhooks are refused where only a local Bot API server delivers. */
  isCloud: boolean;
};

/** The automatic copies of a channel's posts in its linked group. */
export type Copies = {
  schedule(post: MessageDoc): void;
  /** Takes up the copies from before a restart. */
  resume(): void;
  /** While withheld no copy appears; a copy that is due then appears at once. No channel named: all channels. */
  withhold(withheld: boolean, channelId?: number): void;
  /** While copies are lost, a copy that is due never appears. No channel named: all channels. */
  lose(lost: boolean, channelId?: number): void;
  close(): void;
};

/** Counts of reactions on posts and copies. A count from before a restart is never sent. */
export type ReactionCounts = {
  /** Tells the counts as they are after a while, once. */
  gather(message: MessageDoc): void;
  close(): void;
};

/** Presses and inline queries without an answer. Short-lived, and so not stored. */
export type Queries = {
  /** `answered`: Telegram's server still has an answer to the same query, and the bot is not asked. */
  open(query: Omit<Query, 'answer'>): 'open' | 'answered';
  find(id: string): Query | undefined;
  /** `cache`: the time in which the answer serves other queries, and whether only for the same person. */
  answer(
    id: string,
    botId: number,
    lifeMs: number,
    answer: Record<string, unknown>,
    cache?: { seconds: number; isPersonal: boolean },
  ): boolean;
};

export type Query = {
  id: string;
  botId: number;
  atMs: number;
  /** The inline query; absent for the press of a button. */
  inline?: { userId: number; query: string; chatType: string; offset: string } | undefined;
  answer?: Record<string, unknown> | undefined;
};

export function seconds(world: World): number {
  return Math.floor(world.clock.now() / 1000);
}

export function botOf(world: World, botId: number): BotDoc {
  const bot = world.docs.get('bot', String(botId));
  if (bot === undefined) throw new Error(`No bot ${botId} in the sandbox.`);
  return bot;
}

export function changeBot(world: World, botId: number, change: Partial<BotDoc>): void {
  world.docs.put('bot', String(botId), { ...botOf(world, botId), ...change });
}

export function userOf(world: World, userId: number): UserDoc | undefined {
  return world.docs.get('user', String(userId));
}

export function chatOf(world: World, chatId: number): ChatDoc | undefined {
  return world.docs.get('chat', String(chatId));
}

export function requireChat(world: World, chatId: number): ChatDoc {
  const chat = chatOf(world, chatId);
  if (chat === undefined) throw badRequest('chat not found');
  return chat;
}

export function memberOf(world: World, chatId: number, userId: number): MemberDoc | undefined {
  const member = world.docs.get('member', pairKey(chatId, userId));
  const isOver = member?.bannedUntil !== undefined && member.bannedUntil <= seconds(world);
  return isOver ? { chatId, userId, role: 'left' } : member;
}

export function contactOf(world: World, botId: number, userId: number): ContactDoc | undefined {
  return world.docs.get('contact', pairKey(botId, userId));
}

export function changeContact(
  world: World,
  botId: number,
  userId: number,
  change: Partial<Pick<ContactDoc, 'started' | 'blocked'>>,
): void {
  const before = contactOf(world, botId, userId) ?? { botId, userId, started: false, blocked: false };
  world.docs.put('contact', pairKey(botId, userId), { ...before, ...change });
}

/** Makes the user known to the bot from now on. */
export function meet(world: World, botId: number, userId: number): void {
  if (contactOf(world, botId, userId) === undefined) changeContact(world, botId, userId, {});
}

export function messageOf(world: World, key: ChatKey, messageId: number): MessageDoc | undefined {
  return world.docs.get('message', messageKey(key, messageId));
}

export function storeMessage(world: World, message: MessageDoc): void {
  world.docs.put('message', messageKey(message.key, message.id), message);
}

/** The key of the messages of `chatId` for a bot. */
export function keyFor(botId: number, chatId: number): ChatKey {
  return chatId > 0 ? privateKey(botId, chatId) : chatKey(chatId);
}

export function nextCounter(world: World): number {
  const before = world.docs.get('world', 'world');
  if (before === undefined) throw new Error('The sandbox has no world.');
  const counter = before.counter + 1;
  world.docs.put('world', 'world', { ...before, counter });
  return counter;
}

/** An even number, so that the copies of an album may take the odd number after. */
export function nextAlbumId(world: World): string {
  return String(13_000_000_000_000_000 + nextCounter(world) * 2);
}

/** All defined properties in order, as in JSON. */
export function present<T extends object>(...parts: (T | Record<string, unknown>)[]): T {
  const kept: Record<string, unknown> = {};
  for (const part of parts) {
    for (const name in part) {
      const value: unknown = part[name as keyof typeof part];
      if (value !== undefined) kept[name] = value;
    }
  }
  return kept as T;
}
