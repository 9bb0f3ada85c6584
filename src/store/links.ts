import type { Redis } from 'ioredis';
import type { ClientId, Owner, PostId, PrivateMessageId, ThreadMessageId } from '../../machines/ids.ts';
import { ownerText } from '../../machines/owner.ts';
import type { Link } from '../actor/command.ts';
import type { Write } from '../actor/ports.ts';
import type { Keys } from './keys.ts';

/** The message on the other side that stands for a message. */
type Counterpart<Id> = {
  /** The counterpart; of several, the last. */
  message: Id;
  /** All counterparts, in order. Mostly a single message. */
  parts: Id[];
  print: string;
};

/** Counterparts of messages, and clients of posts and roots. Null: unknown, or forgotten by age. */
export type Links = {
  threadOf(client: ClientId, message: PrivateMessageId): Promise<Counterpart<ThreadMessageId> | null>;
  privateOf(message: ThreadMessageId): Promise<(Counterpart<PrivateMessageId> & { client: ClientId }) | null>;
  /** The counterpart of the first item of an album, for an hour. */
  albumAt(owner: Owner, album: string): Promise<number | null>;
  clientOfPost(post: PostId): Promise<ClientId | null>;
  clientOfRoot(root: ThreadMessageId): Promise<ClientId | null>;
};

/** Look-ups of one chat's comments run one after the other, and each waits behind Redis' writes to disk. */
const ROOTS_REMEMBERED = 10_000;

export function createLinks(redis: Redis, keys: Keys): Links {
  /** The client of a root never changes. */
  const clients = new Map<ThreadMessageId, ClientId>();
  return {
    async threadOf(client, message) {
      const stored = await redis.hget(keys.privateLinks(client, message), String(message));
      return stored === null ? null : decode<ThreadMessageId>(stored.split(' '));
    },
    async privateOf(message) {
      const stored = await redis.hget(keys.threadLinks(message), String(message));
      if (stored === null) return null;
      const [client, ...counterpart] = stored.split(' ');
      return { client: Number(client) as ClientId, ...decode<PrivateMessageId>(counterpart) };
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
      const known = clients.get(root);
      if (known !== undefined) return known;
      const stored = await redis.hget(keys.roots, String(root));
      if (stored === null) return null;
      const client = Number(stored) as ClientId;
      clients.set(root, client);
      const [oldest] = clients.size > ROOTS_REMEMBERED ? clients.keys() : [];
      if (oldest !== undefined) clients.delete(oldest);
      return client;
    },
  };
}

/** The writes that let each side of a link find the other side, for `ttlMs`. */
export function linkWrites(links: readonly Link[], keys: Keys, ttlMs: string): Write[] {
  return links.flatMap((link): Write[] => {
    const [inThread, inPrivate] = [
      keys.threadLinks(link.thread),
      keys.privateLinks(link.client, link.private),
    ];
    const ofThread = `${link.client} ${counterparts(links, 'thread', link)} ${link.print}`;
    const ofPrivate = `${counterparts(links, 'private', link)} ${link.print}`;
    return [
      ['HSET', inThread, String(link.thread), ofThread],
      ['HSET', inPrivate, String(link.private), ofPrivate],
      ['PEXPIRE', inThread, ttlMs],
      ['PEXPIRE', inPrivate, ttlMs],
    ];
  });
}

/** Messages that left together share a counterpart, and the counterpart links to all messages. */
function counterparts(links: readonly Link[], side: 'thread' | 'private', { [side]: message }: Link): string {
  const other = side === 'thread' ? 'private' : 'thread';
  return links
    .filter((link) => link[side] === message)
    .map((link) => link[other])
    .join();
}

/** Time after the first item of an album in which late items may come. */
const ALBUM_MS = String(60 * 60 * 1000);

export const albumWrites = (
  owner: Owner,
  album: { id: string; message: number } | undefined,
  keys: Keys,
): Write[] =>
  album === undefined ? [] : [['SET', keys.album(owner, album.id), String(album.message), 'PX', ALBUM_MS]];

/** Posts and roots that belong to a client from now on. */
export const threadWrites = (
  client: Owner,
  { posts, roots }: { posts: readonly PostId[]; roots: readonly ThreadMessageId[] },
  keys: Keys,
): Write[] => [
  ...posts.map((post): Write => ['HSET', keys.posts, String(post), ownerText(client)]),
  ...roots.map((root): Write => ['HSET', keys.roots, String(root), ownerText(client)]),
];

/** Stored as `1,2 print`. */
function decode<Id extends number>([ids = '', print = '']: string[]): Counterpart<Id> {
  const parts = ids.split(',').map((id) => Number(id) as Id);
  return { message: parts.at(-1) as Id, parts, print };
}
