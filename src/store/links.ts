import type { Redis } from 'ioredis';
import type { ClientId, PostId, PrivateMessageId, ThreadMessageId } from '../../machines/words.ts';
import type { Keys } from './keys.ts';

/** Which message is which on the other side, and whose a post or a thread is. Null: not known, or forgotten by age. */
export type Links = {
  threadOf(client: ClientId, message: PrivateMessageId): Promise<ThreadMessageId | null>;
  privateOf(message: ThreadMessageId): Promise<{ client: ClientId; message: PrivateMessageId } | null>;
  clientOfPost(post: PostId): Promise<ClientId | null>;
  clientOfRoot(root: ThreadMessageId): Promise<ClientId | null>;
};

export function createLinks(redis: Redis, keys: Keys): Links {
  return {
    async threadOf(client, message) {
      const thread = await redis.hget(keys.privateLinks(client, message), String(message));
      return thread === null ? null : (Number(thread) as ThreadMessageId);
    },
    async privateOf(message) {
      const stored = await redis.hget(keys.threadLinks(message), String(message));
      if (stored === null) return null;
      const [client, privateMessage] = stored.split(' ');
      return { client: Number(client) as ClientId, message: Number(privateMessage) as PrivateMessageId };
    },
    async clientOfPost(post) {
      const client = await redis.hget(keys.posts, String(post));
      return client === null ? null : (Number(client) as ClientId);
    },
    async clientOfRoot(root) {
      const client = await redis.hget(keys.roots, String(root));
      return client === null ? null : (Number(client) as ClientId);
    },
  };
}
