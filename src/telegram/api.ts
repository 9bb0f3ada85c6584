import type { ChatMember } from 'grammy/types';
import type { Content } from '../../machines/content.ts';
import type { UserId } from '../../machines/ids.ts';
import type { Membership } from '../store/team-store.ts';
import type { Answer, CallAnswer, CallTelegram, ChatId } from './call.ts';
import { TelegramError } from './error.ts';

type BotIdentity = { id: number; username: string };

export type ChatFacts = { id: ChatId; title: string; linkedChatId: ChatId | null; isPublic: boolean };

/** An empty `url`: no webhook is set. `lastError` stays when deliveries succeed again. */
export type WebhookFacts = {
  url: string;
  waiting: number;
  lastError: { atS: number; message: string } | null;
};

export type CommandMenu = {
  scope: 'all_private_chats' | 'chat' | 'chat_administrators';
  /** The chat of a scope for one chat. */
  chatId?: ChatId;
  /** The language of the reader's Telegram. Absent: every language without a menu. */
  language?: 'pt' | 'en' | 'es';
  commands: { command: string; description: string }[];
};

type Invitation = {
  /** Shown to administrators only; at most 32 characters. */
  name?: string;
  expiresAtS?: number;
} & ({ people: number } | { asksToJoin: true });

/** A file of this machine. Telegram may recognise another kind: a short silent video is an animation. */
export type Upload = {
  what: 'photo' | 'video' | 'animation' | 'document' | 'audio' | 'voice';
  name: string;
  bytes: Uint8Array;
};

/** Questions to Telegram and calls. A question throws `TelegramError` if Telegram refuses or does not answer. */
export type TelegramApi = {
  call: CallTelegram;
  /** Answers a press, an inline query or a join request. A retry is safe; Telegram takes one answer. */
  answer(answer: Answer): Promise<CallAnswer>;
  /** Sends a file without a sound. A retry sends the file again. */
  upload(chat: ChatId, file: Upload): Promise<{ message: number; content: Content | null }>;
  me(): Promise<BotIdentity>;
  chat(chat: ChatId): Promise<ChatFacts>;
  membership(chat: ChatId, user: UserId, isPublic: boolean): Promise<Membership>;
  /** Administrators of a chat, without bots. */
  administrators(chat: ChatId): Promise<UserId[]>;
  /** True if the bot is an administrator, and may post in a channel. */
  isServing(chat: ChatId, bot: number): Promise<boolean>;
  setMenu(menu: CommandMenu): Promise<void>;
  /** True if this chat has a menu. */
  hasMenu(chat: ChatId): Promise<boolean>;
  /** @returns the link, limited as `invitation` says */
  createInviteLink(chat: ChatId, invitation: Invitation): Promise<string>;
  revokeInviteLink(chat: ChatId, link: string): Promise<void>;
  webhook(): Promise<WebhookFacts>;
  /** Telegram delivers updates of these kinds to the address, with the secret in a header. */
  setWebhook(url: string, secret: string, kinds: readonly string[]): Promise<void>;
  /** Updates that wait at Telegram are kept. */
  deleteWebhook(): Promise<void>;
  /** Raw updates from `offset` on, after waiting for at most `timeoutS` seconds. */
  updates(
    offset: number | undefined,
    timeoutS: number,
    kinds: readonly string[],
    signal: AbortSignal,
  ): Promise<unknown[]>;
};

/** Set-up of bot, channel and group, as far as the Bot API shows (`FACTS.md #65`). */
export type SetupApi = {
  bot(): Promise<BotSetup>;
  webhook(): Promise<WebhookFacts>;
  /** @param chat the id, or the @name of a public chat */
  chat(chat: ChatId | string): Promise<ChatSetup>;
  member(chat: ChatId, user: UserId): Promise<MemberSetup>;
  /** Administrators, bots included. */
  administrators(chat: ChatId): Promise<AdministratorSetup[]>;
  /** Post and copy, if the newest pin of the chat is an automatic copy; else null. */
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
  /** Kinds that members may not send, such as `photos`; `messages` stands for every kind. */
  forbidden: string[];
  /** Null: every reaction. */
  reactions: string[] | null;
};

export type MemberSetup = { status: ChatMember['status']; rights: string[]; isAnonymous: boolean };

export type AdministratorSetup = { id: UserId; name: string; isBot: boolean; isAnonymous: boolean };

/** True if Telegram answers. */
export async function answers(api: Pick<TelegramApi, 'me'>): Promise<boolean> {
  try {
    await api.me();
    return true;
  } catch (error) {
    if (!(error instanceof TelegramError)) throw error;
    return false;
  }
}
