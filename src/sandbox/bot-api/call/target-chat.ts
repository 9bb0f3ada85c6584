import { badRequest, forbidden, upgraded } from '../api-error.ts';
import { mayAnswerRequest } from '../../world/invites.ts';
import type { ChatDoc, ChatKey, MessageDoc } from '../../world/shapes.ts';
import { chatOf, contactOf, keyFor, memberOf, messageOf, userOf, type World } from '../../world/world.ts';
import { has, integerArgument, textArgument } from './arguments.ts';
import type { Call } from './call.ts';

export type Target = { key: ChatKey; chatId: number; type: 'private' | ChatDoc['type'] };

/** The chat of `chat_id`, if the bot may at least read it (FACTS.md #40). */
export function targetChat(call: Call, name = 'chat_id'): Target {
  if (!has(call.args, name)) throw badRequest(`${name} is empty`);
  return readableChat(call.world, call.botId, textArgument(call.args, name).trim());
}

export function readableChat(world: World, botId: number, idOrName: string): Target {
  const chatId = idOrName.startsWith('@')
    ? world.index.chatByName(idOrName.slice(1))
    : /^-?\d+$/.test(idOrName)
      ? Number(idOrName)
      : undefined;
  if (chatId === undefined) throw badRequest('chat not found');
  if (chatId > 0) {
    const isKnown = contactOf(world, botId, chatId) !== undefined && userOf(world, chatId) !== undefined;
    if (!isKnown) throw badRequest('chat not found');
    return { key: keyFor(botId, chatId), chatId, type: 'private' };
  }
  const chat = chatOf(world, chatId);
  if (chat === undefined) throw badRequest('chat not found');
  if (chat.migratedTo !== undefined) throw upgraded(chat.migratedTo);
  if (chat.deleted) throw forbidden('the group chat was deleted');
  requireReadable(world, botId, chat);
  return { key: keyFor(botId, chatId), chatId, type: chat.type };
}

function requireReadable(world: World, botId: number, chat: ChatDoc): void {
  const role = memberOf(world, chat.id, botId)?.role;
  if (role === 'kicked') throw forbidden(`bot was kicked from the ${chat.type} chat`);
  const isOutside = role === undefined || role === 'left';
  if (!isOutside || chat.username !== undefined) return;
  if (role === undefined) throw badRequest('chat not found');
  throw forbidden(`bot is not a member of the ${chat.type} chat`);
}

/** The kind of content, as the refusal names the kind. */
export type Sent =
  | 'text messages'
  | 'photos'
  | 'videos'
  | 'documents'
  | 'music'
  | 'voice notes'
  | 'video notes'
  | 'animations'
  | 'stickers'
  | 'contacts'
  | 'locations'
  | 'polls'
  | 'dice';

const PERMISSION: Partial<Record<Sent, string>> = {
  'text messages': 'can_send_messages',
  photos: 'can_send_photos',
  videos: 'can_send_videos',
  documents: 'can_send_documents',
  music: 'can_send_audios',
  'voice notes': 'can_send_voice_notes',
  'video notes': 'can_send_video_notes',
  polls: 'can_send_polls',
};

export function requireWritable({ world, botId }: Call, target: Target, sent: Sent = 'text messages'): void {
  if (target.type === 'private') {
    requireReachable(world, botId, target.chatId);
    return;
  }
  const member = memberOf(world, target.chatId, botId);
  if (member === undefined || member.role === 'left') {
    throw forbidden(`bot is not a member of the ${target.type} chat`);
  }
  if (target.type === 'channel') {
    const mayPost = member.role === 'administrator' && member.rights?.['can_post_messages'] === true;
    if (!mayPost) throw badRequest('need administrator rights in the channel chat');
    return;
  }
  if (member.role === 'administrator') return;
  const permissions: Record<string, boolean | undefined> = {
    ...chatOf(world, target.chatId)?.settings?.permissions,
  };
  if (permissions[PERMISSION[sent] ?? 'can_send_other_messages'] === false) {
    throw badRequest(`not enough rights to send ${sent} to the chat`);
  }
}

function requireReachable(world: World, botId: number, userId: number): void {
  const user = userOf(world, userId);
  const contact = contactOf(world, botId, userId);
  if (user?.isBot) throw forbidden("the bot can't send messages to the bot");
  if (user?.deactivated) throw forbidden('user is deactivated');
  if (contact?.blocked) throw forbidden('bot was blocked by the user');
  if (!contact?.started && !mayAnswerRequest(world, botId, userId))
    throw forbidden("bot can't initiate conversation with a user");
}

export function botHolds({ world, botId }: Call, chatId: number, right: string): boolean {
  const member = memberOf(world, chatId, botId);
  return member?.role === 'administrator' && member.rights?.[right] === true;
}

/** The message of `message_id`, or a refusal with the purpose. */
export function targetMessage(call: Call, target: Target, purpose: string): MessageDoc {
  const messageId = integerArgument(call.args, 'message_id');
  const message = messageId === undefined ? undefined : messageOf(call.world, target.key, messageId);
  if (message === undefined) throw badRequest(`message to ${purpose} not found`);
  return message;
}
