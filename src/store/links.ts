import type { Redis } from 'ioredis';
import type { ClientId, PostId, PrivateMessageId, ThreadMessageId, UserId } from '../../machines/words.ts';
import type { Keys } from './keys.ts';

/** Which message is which on the other side, and whose a post or a thread is. Null: not known, or forgotten by age. */
export type Links = {
  threadOf(
    client: ClientId,
    message: PrivateMessageId,
  ): Promise<{ message: ThreadMessageId; print: string } | null>;
  privateOf(
    message: ThreadMessageId,
  ): Promise<{ client: ClientId; message: PrivateMessageId; print: string } | null>;
  /** What the first item of an album became on the other side, for an hour. */
  albumAt(owner: UserId, album: string): Promise<number | null>;
  clientOfPost(post: PostId): Promise<ClientId | null>;
  clientOfRoot(root: ThreadMessageId): Promise<ClientId | null>;
};

export function createLinks(redis: Redis, keys: Keys): Links {
  return {
    async threadOf(client, message) {
      const stored = await redis.hget(keys.privateLinks(client, message), String(message));
      if (stored === null) return null;
      const [thread, print = ''] = stored.split(' ');
      return { message: Number(thread) as ThreadMessageId, print };
    },
    async privateOf(message) {
      const stored = await redis.hget(keys.threadLinks(message), String(message));
      if (stored === null) return null;
      const [client, privateMessage, print = ''] = stored.split(' ');
      return {
        client: Number(client) as ClientId,
        message: Number(privateMessage) as PrivateMessageId,
        print,
      };
    },
    async albumAt(owner, album) {
      const message = await redis.get(keys.album(owner, album));
      return message === null ? null : Number(message);
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
