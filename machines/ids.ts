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

/** Message id in the channel: a client's post. */
export type PostId = Brand<number, 'PostId'>;
/** Message id in the discussion group: the copy of a post (the root of a thread) or a comment. */
export type ThreadMessageId = Brand<number, 'ThreadMessageId'>;
/** Message id in a person's private chat with the bot. */
export type PrivateMessageId = Brand<number, 'PrivateMessageId'>;

/** A message is `client.n`, wherever the message stands. Counts the messages of one client; 0 before the first. */
export type MessageNumber = Brand<number, 'MessageNumber'>;

/** 1 not urgent, 2 low, 3 urgent, 4 very urgent, 5 emergency. */
export type Priority = 1 | 2 | 3 | 4 | 5;
