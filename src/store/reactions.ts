import type { Redis } from 'ioredis';
import type { AgentId, ClientId, PrivateMessageId, ThreadMessageId } from '../../machines/ids.ts';
import type { Reaction } from '../actor/command.ts';
import type { Keys } from './keys.ts';

/** Who reacts to which message, as long as they do, the newest last. `by` is null for the client, and for the desk itself. */
export type Reactions = {
  /** Of the team, to a message of the thread. */
  ofTeam(message: ThreadMessageId): Promise<Reaction[]>;
  /** Of a client, to a message of their private chat: one at most. */
  ofClient(client: ClientId, message: PrivateMessageId): Promise<Reaction[]>;
};

type Stored = [by: AgentId | 0, emoji: string][];

/** Undefined: nothing is to be kept. */
export const encodeReactions = (reactions: readonly Reaction[]): string | undefined =>
  reactions.length === 0
    ? undefined
    : JSON.stringify(reactions.map(({ by, emoji }): Stored[number] => [by ?? 0, emoji]));

const decode = (stored: string | null): Reaction[] =>
  stored === null
    ? []
    : (JSON.parse(stored) as Stored).map(([by, emoji]) => ({ by: by === 0 ? null : by, emoji }));

export function createReactions(redis: Redis, keys: Keys): Reactions {
  return {
    ofTeam: async (message) => decode(await redis.hget(keys.reactionsOfTeam(message), String(message))),
    ofClient: async (client, message) =>
      decode(await redis.hget(keys.reactionsOfClient(client, message), String(message))),
  };
}
