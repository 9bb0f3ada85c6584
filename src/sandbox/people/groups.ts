import { RefusedAct } from '../world/refused-act.ts';
import { moveBoard } from '../world/boards.ts';
import { foundChat } from './found-chat.ts';
import { requireChat } from './require-message.ts';
import { usualRights } from '../bot-api/wire/member.ts';
import { chatKey, GROUP_ANONYMOUS_BOT_ID, pairKey } from '../world/keys.ts';
import { postMessage } from '../world/post-message.ts';
import type { ChatDoc } from '../world/shapes.ts';
import { chatOf, type World } from '../world/world.ts';

export type GroupsActs = {
  /** Makes an unlinked group with the bot as administrator. Returns the group's id. */
  addGroup(type: 'group' | 'supergroup', title: string): number;
  /** The channel's discussion group from now on; null: comments are switched off. */
  linkGroup(channelId: number, groupId: number | null): void;
  /** Makes a supergroup of a basic group (FACTS.md #28). Returns its new id. */
  migrateGroup(groupId: number): number;
  /** The owner deletes a basic group. From another kind of chat the bot is `kicked`: see `setRole`. */
  deleteGroup(groupId: number): void;
};

/** Acts of administrators with whole groups. */
export function createGroupsActs(world: World, botId: number): GroupsActs {
  function requireBasic(chatId: number): ChatDoc {
    const chat = requireChat(world, chatId);
    if (chat.type !== 'group') throw new RefusedAct('noBasicGroup', chatId);
    return chat;
  }

  function put(chat: ChatDoc): void {
    world.docs.put('chat', String(chat.id), chat);
  }

  function unlink(chatId: number | undefined): void {
    const chat = chatId === undefined ? undefined : chatOf(world, chatId);
    if (chat !== undefined) put({ ...chat, linkedChatId: undefined });
  }

  return {
    addGroup(type, title) {
      const id = foundChat(world, type, title);
      const member = { chatId: id, userId: botId, role: 'administrator' as const, rights: usualRights(type) };
      world.docs.put('member', pairKey(id, botId), member);
      return id;
    },
    linkGroup(channelId, groupId) {
      const channel = requireChat(world, channelId);
      unlink(channel.linkedChatId);
      if (groupId === null) {
        unlink(channelId);
        return;
      }
      const group = requireChat(world, groupId);
      if (group.type !== 'supergroup') throw new RefusedAct('noSupergroup', groupId);
      put({ ...channel, linkedChatId: groupId });
      put({ ...group, linkedChatId: channelId });
      moveBoard(world, { channelId, groupId });
    },
    deleteGroup(groupId) {
      put({ ...requireBasic(groupId), deleted: true });
    },
    migrateGroup(groupId) {
      const old = requireBasic(groupId);
      const id = foundChat(world, 'supergroup', old.title);
      for (const member of world.index.members(groupId).values()) {
        world.docs.put('member', pairKey(id, member.userId), { ...member, chatId: id });
      }
      const by = { author: id, from: GROUP_ANONYMOUS_BOT_ID };
      postMessage(world, {
        ...by,
        senderChat: groupId,
        key: chatKey(groupId),
        chatId: groupId,
        content: { kind: 'migrated-to', chatId: id },
      });
      postMessage(world, {
        ...by,
        senderChat: id,
        key: chatKey(id),
        chatId: id,
        content: { kind: 'migrated-from', chatId: groupId },
      });
      put({ ...requireChat(world, groupId), migratedTo: id });
      return id;
    },
  };
}
