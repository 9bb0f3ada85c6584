import type {
  ChatPermissions,
  Contact,
  InlineKeyboardMarkup,
  LinkPreviewOptions,
  Location,
  MessageEntity,
  Poll,
  ReactionType,
  TextQuote,
  Update,
  Venue,
} from '@grammyjs/types';

/** `p:<bot>:<user>` for a private chat with a bot, `c:<chat>` for a group or channel. */
export type ChatKey = string;

/** A channel with the discussion group that was linked last. */
export type Board = { channelId: number; groupId: number };

export type BotDoc = {
  id: number;
  token: string;
  firstName: string;
  username: string;
  /** Privacy mode is off. */
  readsAllMessages: boolean;
  inline: boolean;
  inlineFeedback?: true | undefined;
  /** The first board. Absent: the board of the world. */
  place?: Board | undefined;
  /** Further boards. */
  boards?: Board[] | undefined;
  /** One counter for all private chats of the bot. */
  lastPrivateMessageId: number;
  lastUpdateId: number;
  /** The time of the last update, in milliseconds. */
  lastUpdateMs?: number | undefined;
  /** Absent: Telegram's default set. */
  allowedUpdates?: string[] | undefined;
  webhook?: WebhookDoc | undefined;
  /** When `setWebhook` was last carried out, in milliseconds. */
  webhookSetMs?: number | undefined;
  /** By scope and language. */
  commands: Record<string, { command: string; description: string }[]>;
  menuButtons: Record<string, unknown>;
};

export type WebhookDoc = {
  url: string;
  secret?: string | undefined;
  /** A fixed address, whatever the name says. */
  ip?: string | undefined;
  maxConnections: number;
  lastError?: { date: number; message: string } | undefined;
};

export type UserDoc = {
  id: number;
  firstName: string;
  lastName?: string | undefined;
  username?: string | undefined;
  languageCode?: string | undefined;
  isBot?: true | undefined;
  premium?: true | undefined;
  deactivated?: true | undefined;
};

export type ChatDoc = {
  id: number;
  type: 'channel' | 'supergroup' | 'group';
  title: string;
  username?: string | undefined;
  linkedChatId?: number | undefined;
  /** The later supergroup of a basic group. */
  migratedTo?: number | undefined;
  /** A deleted basic group. */
  deleted?: true | undefined;
  lastMessageId: number;
  hiddenMembers?: true | undefined;
  settings?: ChatSettings | undefined;
};

/** Settings of administrators, as in `getChat`. Forums do not exist. */
export type ChatSettings = {
  slow_mode_delay?: number;
  message_auto_delete_time?: number;
  join_to_send_messages?: true;
  join_by_request?: true;
  is_forum?: true;
  has_aggressive_anti_spam_enabled?: true;
  /** New members do not see older messages. */
  hiddenHistory?: true;
  /** Absent: every reaction. */
  available_reactions?: ReactionType[];
  has_protected_content?: true;
  /** Posts carry the author's name. */
  signs?: true;
  permissions?: Partial<ChatPermissions>;
};

export type Role = 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';

export type MemberDoc = {
  chatId: number;
  userId: number;
  role: Role;
  isAnonymous?: boolean | undefined;
  /** An administrator's title, a member's tag. */
  title?: string | undefined;
  /** In seconds; absent: for ever. */
  bannedUntil?: number | undefined;
  /** Rights of an administrator; absent rights are not held. */
  rights?: Record<string, boolean> | undefined;
};

/** The contact of a bot and a user. A contact exists if the bot has seen the user. */
export type ContactDoc = { botId: number; userId: number; started: boolean; blocked: boolean };

export type FileKind =
  | 'photo'
  | 'live_photo'
  | 'video'
  | 'document'
  | 'audio'
  | 'voice'
  | 'animation'
  | 'sticker'
  | 'video_note';

export type FileDoc = {
  /** `file_unique_id`. */
  id: string;
  kind: FileKind;
  size: number;
  name?: string | undefined;
  mime?: string | undefined;
  width?: number | undefined;
  height?: number | undefined;
  durationSeconds?: number | undefined;
  emoji?: string | undefined;
  performer?: string | undefined;
  title?: string | undefined;
  /** Relative to the folder of the file store. */
  path: string;
};

type TextContent = {
  kind: 'text';
  text: string;
  entities: MessageEntity[];
  linkPreview?: LinkPreviewOptions | undefined;
};

export type MediaContent = {
  kind: FileKind;
  file: string;
  caption: string;
  captionEntities: MessageEntity[];
  spoiler?: boolean | undefined;
  captionAbove?: boolean | undefined;
};

/** Kinds known by the fields of the Bot API alone. No fields: a kind that no server shows. */
type SpecialContent = { kind: 'special'; fields: Record<string, unknown> };

type ServiceContent =
  | { kind: 'pinned'; messageId: number }
  | { kind: 'joined'; userIds: number[] }
  | { kind: 'departed'; userId: number }
  | { kind: 'migrated-to' | 'migrated-from'; chatId: number };

export type Content =
  | TextContent
  | MediaContent
  | { kind: 'contact'; contact: Contact }
  | { kind: 'location'; location: Location }
  | { kind: 'venue'; venue: Venue }
  /** `votes`: the numbers of the chosen options, by voter. */
  | { kind: 'poll'; poll: Poll; votes?: Record<string, number[]> | undefined }
  | { kind: 'dice'; emoji: string; value: number }
  | SpecialContent
  | ServiceContent;

export type Origin =
  | { type: 'user'; userId: number; date: number }
  | { type: 'hidden_user'; name: string; date: number }
  | { type: 'chat'; chatId: number; signature?: string | undefined; date: number }
  | { type: 'channel'; chatId: number; messageId: number; signature?: string | undefined; date: number };

/** A message of another chat, as at the time of the reply. */
export type ExternalReply = { chatId: number; messageId: number; origin: Origin; content: Content };

export type MessageDoc = {
  key: ChatKey;
  /** As the bot names it: the user's id in a private chat. */
  chatId: number;
  id: number;
  /** Seconds. */
  date: number;
  editDate?: number | undefined;
  /** The real author, also if Telegram shows another sender. */
  author: number;
  from?: number | undefined;
  senderChat?: number | undefined;
  signature?: string | undefined;
  content: Content;
  markup?: InlineKeyboardMarkup | undefined;
  /** Sent with a reply keyboard, its removal or a forced reply: never editable. */
  replyKeyboard?: true | undefined;
  replyTo?: number | undefined;
  externalReply?: ExternalReply | undefined;
  quote?: TextQuote | undefined;
  thread?: number | undefined;
  origin?: Origin | undefined;
  /** The automatic forward of a channel's post. */
  copyOf?: { chatId: number; messageId: number; date: number; signature?: string | undefined } | undefined;
  albumId?: string | undefined;
  protected?: true | undefined;
  /** The bot of the inline result. */
  viaBot?: number | undefined;
  /** Reactions by person or bot. */
  reactions?: Record<string, string[]> | undefined;
};

type PinDoc = { key: ChatKey; messageId: number };
export type UpdateDoc = { botId: number; update: Update; expiresAt: number; lane: string };
export type CopyDoc = { channelId: number; messageId: number; dueMs: number; albumId?: string | undefined };
export type ExpiryDoc = { key: ChatKey; messageId: number; dueMs: number };
type WorldDoc = {
  version: 1;
  botId: number;
  channelId: number;
  groupId: number;
  counter: number;
  /** How far its time is ahead of the machine's, in milliseconds. */
  aheadMs?: number | undefined;
};

/** A link into a chat. Its key is the address. */
export type InviteDoc = {
  link: string;
  chatId: number;
  creatorId: number;
  name?: string | undefined;
  /** Seconds. */
  expireDate?: number | undefined;
  memberLimit?: number | undefined;
  createsJoinRequest: boolean;
  isRevoked?: true | undefined;
  /** How many people have come in by the link. */
  uses: number;
};

/** A request to join. `link`: the used invitation. */
export type JoinRequestDoc = { chatId: number; userId: number; date: number; link?: string | undefined };

/** Every kind of document. The documents are the whole state of the sandbox. */
export type Shapes = {
  world: WorldDoc;
  bot: BotDoc;
  user: UserDoc;
  chat: ChatDoc;
  member: MemberDoc;
  contact: ContactDoc;
  invite: InviteDoc;
  joinRequest: JoinRequestDoc;
  message: MessageDoc;
  pin: PinDoc;
  update: UpdateDoc;
  file: FileDoc;
  copy: CopyDoc;
  expiry: ExpiryDoc;
};

export type Kind = keyof Shapes;
