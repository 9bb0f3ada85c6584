import type { Redis } from 'ioredis';
import type { AgentId, ClientId, MessageNumber, Owner } from '../../machines/ids.ts';
import { personOf } from '../../machines/owner.ts';
import type { EmojiReaction, Reacted } from '../actor/command.ts';
import type { Write } from '../actor/changes.ts';
import type { Keys } from './keys.ts';

/** Present reactions to messages, the newest last. `by` is null for the client, and for the desk itself. */
export type EmojiReactions = {
  /** A client has at most one reaction to a message. */
  of(side: Reacted['of'], client: ClientId, n: MessageNumber): Promise<EmojiReaction[]>;
};

const fieldOf = (side: Reacted['of'], n: MessageNumber): string => `${n} ${side}`;

/** The fields of both sides. */
export const reactionFields = (n: MessageNumber): string[] => [fieldOf('client', n), fieldOf('team', n)];

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
  const field = fieldOf(reacted.of, reacted.n);
  const key = keys.reactions(personOf(owner), reacted.n);
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

export const createReactions = (redis: Redis, keys: Keys): EmojiReactions => ({
  of: async (side, client, n) => decode(await redis.hget(keys.reactions(client, n), fieldOf(side, n))),
});
