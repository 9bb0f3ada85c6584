import type { ChatMember } from 'grammy/types';
import type { UserId } from '../../machines/ids.ts';
import type { Membership } from '../store/team-store.ts';
import type { Answer, CallAnswer, CallTelegram, ChatId } from './call.ts';
import { TelegramError } from './error.ts';

type BotIdentity = { id: number; username: string };

export type ChatFacts = { id: ChatId; title: string; linkedChatId: ChatId | null; isPublic: boolean };

/** An empty `url`: none is set. `lastError` stays when deliveries succeed again. */
export type WebhookFacts = {
  url: string;
  waiting: number;
  lastError: { atS: number; message: string } | null;
};

export type CommandMenu = {
  scope: 'all_private_chats' | 'chat' | 'chat_administrators';
  /** The chat of the other scopes. */
  chatId?: ChatId;
  /** For people whose Telegram speaks this language. Absent: for all others. */
  language?: 'pt' | 'en' | 'es';
  commands: { command: string; description: string }[];
};

type Invitation = {
  /** Shown to administrators only; at most 32 characters. */
  name?: string;
  expiresAtS?: number;
} & ({ people: number } | { asksToJoin: true });

/** What the desk asks of Telegram beyond delivery. Each throws `TelegramError` when it is refused or unreachable. */
export type TelegramApi = {
  call: CallTelegram;
  /** Answers a press, an inline query or a join request. A retry is safe; Telegram takes one answer. */
  answer(answer: Answer): Promise<CallAnswer>;
  me(): Promise<BotIdentity>;
  chat(chat: ChatId): Promise<ChatFacts>;
  membership(chat: ChatId, user: UserId, isPublic: boolean): Promise<Membership>;
  /** The people who administer a chat, without bots. */
  administrators(chat: ChatId): Promise<UserId[]>;
  /** Is the bot an administrator there, of a channel one who may post? */
  isServing(chat: ChatId, bot: number): Promise<boolean>;
  setMenu(menu: CommandMenu): Promise<void>;
  /** Has a menu been set for this chat? */
  hasMenu(chat: ChatId): Promise<boolean>;
  /** @returns the link. It is good for as long, for as many people, and with as much approval as `invitation` says */
  createInviteLink(chat: ChatId, invitation: Invitation): Promise<string>;
  revokeInviteLink(chat: ChatId, link: string): Promise<void>;
  webhook(): Promise<WebhookFacts>;
  /** Has updates of these kinds delivered to the address, each with the secret in a header. */
  setWebhook(url: string, secret: string, kinds: readonly string[]): Promise<void>;
  /** What waits goes on waiting. */
  deleteWebhook(): Promise<void>;
  /** Raw updates from `offset` on, after waiting for at most `timeoutS` seconds. */
  updates(
    offset: number | undefined,
    timeoutS: number,
    kinds: readonly string[],
    signal: AbortSignal,
  ): Promise<unknown[]>;
};

/** How a bot, a channel and a group are set up, as far as the Bot API tells (`FACTS.md #65`). */
export type SetupApi = {
  bot(): Promise<BotSetup>;
  webhook(): Promise<WebhookFacts>;
  chat(chat: ChatId): Promise<ChatSetup>;
  member(chat: ChatId, user: UserId): Promise<MemberSetup>;
  /** Other bots among them. */
  administrators(chat: ChatId): Promise<AdministratorSetup[]>;
  /** The post whose automatic copy is the chat's newest pinned message, and that copy. Null: something else, or nothing. */
  newestCopy(chat: ChatId): Promise<{ post: number; copy: number } | null>;
};

export type BotSetup = { id: UserId; username: string; readsAllMessages: boolean; canJoinGroups: boolean };

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

/** Does Telegram answer at all? */
export async function answers(api: Pick<TelegramApi, 'me'>): Promise<boolean> {
  try {
    await api.me();
    return true;
  } catch (error) {
    if (!(error instanceof TelegramError)) throw error;
    return false;
  }
}
