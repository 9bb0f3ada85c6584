/**
 * The shared words: ids that the compiler keeps apart.
 *
 * Telegram numbers the messages of each chat on its own, so 31 in the channel, 31 in the group and 31 in a
 * private chat are three messages. With a brand per kind of chat, a wrong id is a type error.
 */
declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Milliseconds since 1970, UTC. */
export type EpochMs = Brand<number, 'EpochMs'>;

/** Any Telegram user. */
export type UserId = Brand<number, 'UserId'>;
declare const part: unique symbol;
/** A Telegram user who writes to the bot and is not of the team. */
export type ClientId = UserId & { readonly [part]: 'client' };
/** A Telegram user who is a member of the team. */
export type AgentId = UserId & { readonly [part]: 'agent' };

/** The one whose outbox, journal and timers a command changes. `owner.ts` turns an owner into text and back. */
export type Owner = UserId | 'desk' | 'mail' | `webhook:${string}` | `campaign:${string}`;

/** A channel with its discussion group. 0 is the first board; the numbers follow the order of adding, and are not reused. */
export type BoardNumber = Brand<number, 'BoardNumber'>;

/** Message in a board's channel: a client's post. Carries the board. */
export type PostId = Brand<number, 'PostId'>;
/** Message in a board's discussion group: the copy of a post (the root of a thread) or a comment. Carries the board. */
export type ThreadMessageId = Brand<number, 'ThreadMessageId'>;
/** Message id in a person's private chat with the bot. */
export type PrivateMessageId = Brand<number, 'PrivateMessageId'>;

/** A message is `client.n`, wherever the message stands. Counts the messages of one client; 0 before the first. */
export type MessageNumber = Brand<number, 'MessageNumber'>;

/** 1 not urgent, 2 low, 3 urgent, 4 very urgent, 5 emergency. */
export type Priority = 1 | 2 | 3 | 4 | 5;

export const FIRST_BOARD = 0 as BoardNumber;

/** Telegram's message ids are below 2^31. On the first board an id equals Telegram's number. */
const IDS_OF_BOARD = 2 ** 32;

/** The id of Telegram's message on a board. With `boardOf` and `telegramId` the only arithmetic on ids. */
export const inBoard = (board: BoardNumber, message: number): number => board * IDS_OF_BOARD + message;

export const boardOf = (id: PostId | ThreadMessageId): BoardNumber =>
  Math.floor(id / IDS_OF_BOARD) as BoardNumber;

/** Telegram's number of the message in the chat. */
export const telegramId = (id: PostId | ThreadMessageId): number => id % IDS_OF_BOARD;
