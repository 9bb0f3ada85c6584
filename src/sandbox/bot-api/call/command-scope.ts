import { badRequest } from '../api-error.ts';
import { asObject, has, jsonArgument, textArgument } from './arguments.ts';
import type { Call } from './call.ts';
import { readableChat } from './target-chat.ts';

const PLAIN = new Set(['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators']);
const OF_CHAT = new Set(['chat', 'chat_administrators', 'chat_member']);

/** The scope and the language of a command list as a single name. */
export function commandScope(call: Call): string {
  const language = textArgument(call.args, 'language_code');
  const scope = has(call.args, 'scope')
    ? asObject(jsonArgument(call.args, 'scope', 'BotCommandScope'))
    : { type: 'default' };
  const type = textArgument(scope ?? {}, 'type');
  if (PLAIN.has(type)) return `${type}/${language}`;
  if (scope === undefined || !OF_CHAT.has(type))
    throw badRequest("can't parse BotCommandScope: unsupported type specified");
  const chatId = textArgument(scope, 'chat_id');
  if (chatId === '') throw badRequest('chat_id is empty');
  const chat = readableChat(call.world, call.botId, chatId);
  const user = type === 'chat_member' ? `/${textArgument(scope, 'user_id')}` : '';
  return `${type}/${chat.chatId}${user}/${language}`;
}
