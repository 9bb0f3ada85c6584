import type { Api } from 'grammy';
import type { ChatFullInfo, ChatMember, ReactionType } from 'grammy/types';
import type { UserId } from '../../machines/ids.ts';
import { ask, requireField } from './answer.ts';
import type { ChatSetup, SetupApi } from './api.ts';

/** The adapter's reads for the setup check. */
export const setupReads = (api: Api): Omit<SetupApi, 'webhook'> => ({
  bot: () =>
    ask(
      () => api.getMe(),
      (me) => ({
        id: me.id as UserId,
        username: me.username,
        readsAllMessages: me.can_read_all_group_messages,
        canJoinGroups: me.can_join_groups,
      }),
    ),
  chat: (chat) => ask(async () => requireField(await api.getChat(chat), 'id'), chatSetup),
  member: (chat, user) =>
    ask(
      async () => requireField(await api.getChatMember(chat, user), 'status'),
      (member) => ({
        status: member.status,
        rights: granted(member),
        isAnonymous: 'is_anonymous' in member && member.is_anonymous,
      }),
    ),
  administrators: (chat) =>
    ask(
      () => api.getChatAdministrators(chat, { return_bots: true }),
      (members) =>
        members.map(({ user, is_anonymous }) => ({
          id: user.id as UserId,
          name: [user.first_name, user.last_name].filter((part) => part !== undefined).join(' '),
          isBot: user.is_bot,
          isAnonymous: is_anonymous,
        })),
    ),
  newestCopy: (chat) => ask(() => api.getChat(chat), copyPinnedIn),
});

function copyPinnedIn({ pinned_message: pinned }: ChatFullInfo): { post: number; copy: number } | null {
  const origin = pinned?.is_automatic_forward === true ? pinned.forward_origin : undefined;
  return pinned === undefined || origin?.type !== 'channel'
    ? null
    : { post: origin.message_id, copy: pinned.message_id };
}

function chatSetup(chat: ChatFullInfo): ChatSetup {
  const permissions = chat.permissions ?? {};
  return {
    id: chat.id,
    type: chat.type,
    title: chat.title ?? '',
    username: chat.username ?? null,
    linkedChatId: chat.linked_chat_id ?? null,
    isForum: chat.is_forum ?? false,
    slowModeS: chat.slow_mode_delay ?? 0,
    autoDeleteS: chat.message_auto_delete_time ?? 0,
    onlyMembersWrite: chat.join_to_send_messages ?? false,
    joiningIsApproved: chat.join_by_request ?? false,
    newMembersSeeHistory: chat.has_visible_history ?? false,
    antiSpam: chat.has_aggressive_anti_spam_enabled ?? false,
    forbidden: Object.entries(permissions).flatMap(([name, allowed]) =>
      name.startsWith('can_send_') && allowed === false ? [name.slice('can_send_'.length)] : [],
    ),
    reactions: chat.available_reactions?.map(reactionName) ?? null,
  };
}

const reactionName = (reaction: ReactionType): string =>
  reaction.type === 'emoji' ? reaction.emoji : reaction.type;

const granted = (member: ChatMember): string[] =>
  Object.entries(member).flatMap(([name, value]) =>
    name.startsWith('can_') && value === true ? [name] : [],
  );
