import type { Redis } from 'ioredis';
import type { AgentId, ClientId, Owner, PrivateMessageId, ThreadMessageId } from '../../machines/ids.ts';
import { personOf } from '../../machines/owner.ts';
import type { EmojiReaction, Reacted } from '../actor/command.ts';
import type { Write } from '../actor/ports.ts';
import type { Keys } from './keys.ts';

/** Present reactions to messages, the newest last. `by` is null for the client, and for the desk itself. */
export type EmojiReactions = {
  /** EmojiReactions of the team to a message of the thread. */
  ofTeam(message: ThreadMessageId): Promise<EmojiReaction[]>;
  /** The reaction of a client to a message of the private chat: at most one. */
  ofClient(client: ClientId, message: PrivateMessageId): Promise<EmojiReaction[]>;
};

type Stored = [by: AgentId | 0, emoji: string][];

const encode = (reactions: readonly EmojiReaction[]): string =>
  JSON.stringify(reactions.map(({ by, emoji }): Stored[number] => [by ?? 0, emoji]));

/** The writes that keep the reactions to a message, for `ttlMs`. */
export function reactionWrites(
  owner: Owner,
  reacted: Reacted | undefined,
  keys: Keys,
  ttlMs: string,
): Write[] {
  if (reacted === undefined) return [];
  const field = String(reacted.message);
  const key =
    reacted.in === 'thread'
      ? keys.reactionsOfTeam(reacted.message)
      : keys.reactionsOfClient(personOf(owner), reacted.message);
  if (reacted.reactions.length === 0) return [['HDEL', key, field]];
  return [
    ['HSET', key, field, encode(reacted.reactions)],
    ['PEXPIRE', key, ttlMs],
  ];
}

const decode = (stored: string | null): EmojiReaction[] =>
  stored === null
    ? []
    : (JSON.parse(stored) as Stored).map(([by, emoji]) => ({ by: by === 0 ? null : by, emoji }));

export function createReactions(redis: Redis, keys: Keys): EmojiReactions {
  return {
    ofTeam: async (message) => decode(await redis.hget(keys.reactionsOfTeam(message), String(message))),
    ofClient: async (client, message) =>
      decode(await redis.hget(keys.reactionsOfClient(client, message), String(message))),
  };
}
