import { Api } from 'grammy';
import type { ChatFullInfo, ChatMember, ReactionType } from 'grammy/types';
import type { UserId } from '../../machines/ids.ts';
import type { ChatId } from './call.ts';
import { ask } from './grammy-api.ts';

/** How a bot, a channel and a group are set up, as far as the Bot API tells (`TELEGRAM.md §7.1`). */
export type SetupApi = {
  bot(): Promise<BotSetup>;
  webhook(): Promise<WebhookSetup>;
  chat(chat: ChatId): Promise<ChatSetup>;
  member(chat: ChatId, user: UserId): Promise<MemberSetup>;
  /** Other bots among them. */
  administrators(chat: ChatId): Promise<AdministratorSetup[]>;
  /** The post whose automatic copy is the chat's newest pinned message, and that copy. Null: something else, or nothing. */
  newestCopy(chat: ChatId): Promise<{ post: number; copy: number } | null>;
};

export type BotSetup = { id: UserId; username: string; readsAllMessages: boolean; canJoinGroups: boolean };

export type WebhookSetup = { url: string; waiting: number; lastError: string | null };

export type ChatSetup = {
  id: ChatId;
  type: 'private' | 'group' | 'supergroup' | 'channel';
  title: string;
  username: string | null;
  linkedChatId: ChatId | null;
  isForum: boolean;
  /** 0: off. */
  slowModeS: number;
  /** 0: off. */
  autoDeleteS: number;
  onlyMembersWrite: boolean;
  joiningIsApproved: boolean;
  newMembersSeeHistory: boolean;
  antiSpam: boolean;
  /** What members may not send, such as `photos`; `messages` is everything. */
  forbidden: string[];
  /** Null: any. */
  reactions: string[] | null;
};

export type MemberSetup = { status: ChatMember['status']; rights: string[]; isAnonymous: boolean };

export type AdministratorSetup = { id: UserId; name: string; isBot: boolean; isAnonymous: boolean };

const TIMEOUT_S = 20;

export function createSetupApi(token: string, apiRoot: string): SetupApi {
  const api = new Api(token, { apiRoot, timeoutSeconds: TIMEOUT_S });
  return {
    bot: () =>
      ask(async () => {
        const me = await api.getMe();
        return {
          id: me.id as UserId,
          username: me.username,
          readsAllMessages: me.can_read_all_group_messages,
          canJoinGroups: me.can_join_groups,
        };
      }),
    webhook: () =>
      ask(async () => {
        const info = await api.getWebhookInfo();
        return {
          url: info.url ?? '',
          waiting: info.pending_update_count,
          lastError: info.last_error_message ?? null,
        };
      }),
    chat: (chat) => ask(async () => chatSetup(await api.getChat(chat))),
    member: (chat, user) =>
      ask(async () => {
        const member = await api.getChatMember(chat, user);
        return {
          status: member.status,
          rights: granted(member),
          isAnonymous: 'is_anonymous' in member && member.is_anonymous,
        };
      }),
    administrators: (chat) =>
      ask(async () => {
        const members = await api.getChatAdministrators(chat, { return_bots: true });
        return members.map(({ user, is_anonymous }) => ({
          id: user.id as UserId,
          name: [user.first_name, user.last_name].filter((part) => part !== undefined).join(' '),
          isBot: user.is_bot,
          isAnonymous: is_anonymous,
        }));
      }),
    newestCopy: (chat) =>
      ask(async () => {
        const { pinned_message: pinned } = await api.getChat(chat);
        const origin = pinned?.is_automatic_forward === true ? pinned.forward_origin : undefined;
        return pinned === undefined || origin?.type !== 'channel'
          ? null
          : { post: origin.message_id, copy: pinned.message_id };
      }),
  };
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
