/**
 * The words everybody shares: ids that cannot be mixed up, and what a message holds.
 *
 * Telegram numbers the messages of each chat on its own, so 31 in the channel, 31 in the group and 31 in a
 * private chat are three messages. A brand per kind of chat makes passing one for another a type error.
 */
declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Milliseconds since 1970, UTC. */
export type EpochMs = Brand<number, 'EpochMs'>;

/** Telegram user id of somebody who writes to the bot and is not of the team. */
export type ClientId = Brand<number, 'ClientId'>;
/** Telegram user id of a member of the team. */
export type AgentId = Brand<number, 'AgentId'>;
/** Any Telegram user, before we know who they are to the desk. */
export type UserId = Brand<number, 'UserId'>;

/** Message id in the channel: a client's post. */
export type PostId = Brand<number, 'PostId'>;
/** Message id in the discussion group: the copy of a post (the root of a thread) or a comment. */
export type ThreadMessageId = Brand<number, 'ThreadMessageId'>;
/** Message id in somebody's private chat with the bot. */
export type PrivateMessageId = Brand<number, 'PrivateMessageId'>;

/** 1 not urgent, 2 low, 3 urgent, 4 very urgent, 5 emergency. */
export type Priority = 1 | 2 | 3 | 4 | 5;
