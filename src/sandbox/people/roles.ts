import { usualRights } from '../bot-api/wire/member.ts';
import { changeMember } from '../world/change-member.ts';
import type { Role } from '../world/shapes.ts';
import type { World } from '../world/world.ts';
import { requireChat } from './require-message.ts';
import { requirePerson } from './require-person.ts';

/** Acts that change the place of a person or of the bot in a chat. */
export type RoleActs = {
  setRole(
    chatId: number,
    userId: number,
    role: Role,
    options?: { isAnonymous?: boolean; title?: string },
  ): void;
  /** The bot's usual rights with these changes; `none`: no administrator any more. */
  setBotRights(chatId: number, rights: Record<string, boolean> | 'none'): void;
};

export function createRoleActs(world: World, botId: number): RoleActs {
  return {
    setRole(chatId, userId, role, options = {}) {
      const chat = requireChat(world, chatId);
      const isBot = world.docs.get('bot', String(userId)) !== undefined;
      if (!isBot) requirePerson(world, userId);
      const goesAlone = role === 'left' || (role === 'member' && !isBot);
      const rights = role === 'administrator' ? usualRights(chat.type) : undefined;
      changeMember(
        world,
        { chatId, userId, role, isAnonymous: options.isAnonymous, title: options.title, rights },
        goesAlone ? userId : actorIn(world, chatId, userId),
      );
    },
    setBotRights(chatId, rights) {
      const chat = requireChat(world, chatId);
      const actor = actorIn(world, chatId, botId);
      if (rights === 'none') {
        const role = chat.type === 'channel' ? 'left' : 'member';
        changeMember(world, { chatId, userId: botId, role }, actor);
        return;
      }
      const held = { ...usualRights(chat.type), ...rights };
      changeMember(world, { chatId, userId: botId, role: 'administrator', rights: held }, actor);
    },
  };
}

/** The owner of a chat, as the author of changes; without an owner, the user. */
export function actorIn(world: World, chatId: number, userId: number): number {
  for (const member of world.index.members(chatId).values()) {
    if (member.role === 'creator') return member.userId;
  }
  return userId;
}
