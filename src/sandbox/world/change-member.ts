import type { ChatMemberUpdated } from '@grammyjs/types';
import { renderMember } from '../bot-api/wire/member.ts';
import { renderChat, renderUser } from '../bot-api/wire/user.ts';
import { chatKey, pairKey } from './keys.ts';
import { postMessage } from './post-message.ts';
import { pushUpdate } from './push-update.ts';
import type { MemberDoc, Role } from './shapes.ts';
import { chatOf, meet, memberOf, seconds, type World } from './world.ts';

const INSIDE: ReadonlySet<Role> = new Set(['creator', 'administrator', 'member', 'restricted']);

export function isInside(role: Role | undefined): boolean {
  return role !== undefined && INSIDE.has(role);
}

/** Sets a person's place in a chat. Bots get the change, then the service message (FACTS.md #27). `how`: the way in. */
export function changeMember(
  world: World,
  after: MemberDoc,
  actor: number,
  how: (botId: number) => Partial<ChatMemberUpdated> = () => ({}),
): void {
  const before = memberOf(world, after.chatId, after.userId);
  tellBots(world, before, after, actor, how);
  world.docs.put('member', pairKey(after.chatId, after.userId), after);
  if (chatOf(world, after.chatId)?.type !== 'supergroup') return;
  const was = isInside(before?.role);
  const is = isInside(after.role);
  if (was === is) return;
  const isBot = world.docs.get('bot', String(after.userId)) !== undefined;
  postMessage(world, {
    key: chatKey(after.chatId),
    chatId: after.chatId,
    author: actor,
    from: isBot ? actor : after.role === 'kicked' ? actor : after.userId,
    content: is ? { kind: 'joined', userIds: [after.userId] } : { kind: 'departed', userId: after.userId },
  });
}

function tellBots(
  world: World,
  before: MemberDoc | undefined,
  after: MemberDoc,
  actor: number,
  how: (botId: number) => Partial<ChatMemberUpdated>,
): void {
  const { chatId, userId } = after;
  const oldMember = renderMember(world, chatId, userId, before);
  const newMember = renderMember(world, chatId, userId, after);
  if (JSON.stringify(oldMember) === JSON.stringify(newMember)) return;
  const payload: ChatMemberUpdated = {
    chat: renderChat(world, chatId),
    from: renderUser(world, actor),
    date: seconds(world),
    old_chat_member: oldMember,
    new_chat_member: newMember,
  };
  for (const bot of world.docs.all('bot').values()) {
    if (bot.id === userId) {
      pushUpdate(world, bot.id, 'my_chat_member', payload, String(chatId));
    } else if (memberOf(world, chatId, bot.id)?.role === 'administrator') {
      meet(world, bot.id, userId);
      pushUpdate(world, bot.id, 'chat_member', { ...payload, ...how(bot.id) }, String(chatId));
    }
  }
}

/** A user blocks the bot or takes it back: the only membership of a private chat. */
export function changeBlock(world: World, botId: number, userId: number, blocked: boolean): void {
  const user = renderUser(world, botId);
  const free = { user, status: 'member' } as const;
  const shut = { user, status: 'kicked', until_date: 0 } as const;
  const payload = {
    chat: renderChat(world, userId),
    from: renderUser(world, userId),
    date: seconds(world),
    old_chat_member: blocked ? free : shut,
    new_chat_member: blocked ? shut : free,
  } as ChatMemberUpdated;
  pushUpdate(world, botId, 'my_chat_member', payload, String(userId));
}
