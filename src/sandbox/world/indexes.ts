import type { Documents } from './documents.ts';
import { pairKey } from './keys.ts';
import type { ChatKey, MemberDoc, MessageDoc, UpdateDoc } from './shapes.ts';

/** Indexes instead of walks over all documents. Kept by watching the documents, never stored. */
export type Indexes = {
  /** By id, oldest first. */
  messages(key: ChatKey): ReadonlyMap<number, MessageDoc>;
  thread(key: ChatKey, rootId: number): ReadonlySet<number>;
  /** The automatic copy's id in the group. */
  copy(channelId: number, postId: number): number | undefined;
  members(chatId: number): ReadonlyMap<number, MemberDoc>;
  pins(key: ChatKey): ReadonlySet<number>;
  /** Waiting for a bot, oldest first. */
  updates(botId: number): ReadonlyMap<number, UpdateDoc>;
  chatByName(username: string): number | undefined;
  botByToken(token: string): number | undefined;
};

function nested<Inner>(make: () => Inner): (outer: string | number) => Inner {
  const all = new Map<string | number, Inner>();
  return (outer) => {
    let inner = all.get(outer);
    if (inner === undefined) all.set(outer, (inner = make()));
    return inner;
  };
}

export function createIndexes(docs: Documents): Indexes {
  const messages = nested<Map<number, MessageDoc>>(() => new Map());
  const threads = nested<Set<number>>(() => new Set());
  const copies = new Map<string, number>();
  const members = nested<Map<number, MemberDoc>>(() => new Map());
  const pins = nested<Set<number>>(() => new Set());
  const updates = nested<Map<number, UpdateDoc>>(() => new Map());
  const names = new Map<string, number>();
  const tokens = new Map<string, number>();

  docs.watch('message', (after, before) => {
    if (after !== undefined) {
      messages(after.key).set(after.id, after);
      if (after.thread !== undefined) threads(`${after.key}/${after.thread}`).add(after.id);
      if (after.copyOf !== undefined)
        copies.set(pairKey(after.copyOf.chatId, after.copyOf.messageId), after.id);
      return;
    }
    if (before === undefined) return;
    messages(before.key).delete(before.id);
    if (before.thread !== undefined) threads(`${before.key}/${before.thread}`).delete(before.id);
    if (before.copyOf !== undefined) copies.delete(pairKey(before.copyOf.chatId, before.copyOf.messageId));
  });
  docs.watch('member', (after, before) => {
    if (after !== undefined) members(after.chatId).set(after.userId, after);
    else if (before !== undefined) members(before.chatId).delete(before.userId);
  });
  docs.watch('pin', (after, before) => {
    if (after !== undefined) pins(after.key).add(after.messageId);
    else if (before !== undefined) pins(before.key).delete(before.messageId);
  });
  docs.watch('update', (after, before) => {
    if (after !== undefined) updates(after.botId).set(after.update.update_id, after);
    else if (before !== undefined) updates(before.botId).delete(before.update.update_id);
  });
  docs.watch('chat', (after, before) => {
    if (before?.username !== undefined) names.delete(before.username.toLowerCase());
    if (after?.username !== undefined) names.set(after.username.toLowerCase(), after.id);
  });
  docs.watch('bot', (after, before) => {
    if (before?.token === after?.token) return;
    if (before !== undefined) tokens.delete(before.token);
    if (after !== undefined) tokens.set(after.token, after.id);
  });

  return {
    messages: (key) => messages(key),
    thread: (key, rootId) => threads(`${key}/${rootId}`),
    copy: (channelId, postId) => copies.get(pairKey(channelId, postId)),
    members: (chatId) => members(chatId),
    pins: (key) => pins(key),
    updates: (botId) => updates(botId),
    chatByName: (username) => names.get(username.toLowerCase()),
    botByToken: (token) => tokens.get(token),
  };
}
