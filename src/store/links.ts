import type { Redis } from 'ioredis';
import type {
  ClientId,
  MessageNumber,
  Owner,
  PostId,
  PrivateMessageId,
  ThreadMessageId,
} from '../../machines/ids.ts';
import { ownerText, personOf } from '../../machines/owner.ts';
import type { Block, Blocks } from '../actor/command.ts';
import type { Write } from '../actor/changes.ts';
import type { Commit } from '../actor/ports.ts';
import type { MessagePlace } from '../actor/subject.ts';
import { decodeMessage, isWrittenInPrivate, type LoggedMessage, numberOf } from './conversation-log.ts';
import type { Keys } from './keys.ts';
import { loadScript } from './redis.ts';

/** The message on the other side that stands for a message. */
export type Counterpart<Id> = {
  /** The messages behind the message, in order. Several: the message is merged. */
  numbers: [MessageNumber, ...MessageNumber[]];
  /** The author of the messages. */
  from: LoggedMessage['from'];
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
  /** The newest number behind a message in a chat of the client. */
  numberOf(client: ClientId, place: MessagePlace): Promise<MessageNumber | null>;
  /** The blocks of a message in the thread; null: the message has no headings. */
  blocksOf(message: ThreadMessageId): Promise<Block[] | null>;
  /** The counterpart of the first item of an album, for an hour. */
  albumAt(owner: Owner, album: string): Promise<number | null>;
  clientOfPost(post: PostId): Promise<ClientId | null>;
  clientOfRoot(root: ThreadMessageId): Promise<ClientId | null>;
  /** The client of a post, and the number of erasings of the client before the thread of the post began. */
  threadOfPost(post: PostId): Promise<ThreadOf | null>;
  threadOfRoot(root: ThreadMessageId): Promise<ThreadOf | null>;
};

export type ThreadOf = { client: ClientId; erasings: number };

/** Look-ups of one chat's comments run one after the other, and each waits behind Redis' writes to disk. */
const ROOTS_REMEMBERED = 10_000;

const findScript = loadScript('find-messages');

type Found = { client: ClientId; messages: LoggedMessage[] };

export function createLinks(redis: Redis, keys: Keys): Links {
  async function find(numbers: string, message: number, client: ClientId | null): Promise<Found> {
    const { prefix, bucket } = keys.logs;
    const [owner, ...rows] = (await findScript(
      redis,
      [numbers],
      [String(message), client === null ? '' : String(client), prefix, String(bucket)],
    )) as string[];
    const messages: LoggedMessage[] = [];
    for (let at = 0; at < rows.length; at += 3) {
      const [n = '', row = '', delivery = ''] = rows.slice(at, at + 3);
      messages.push(decodeMessage(Number(n) as MessageNumber, row, delivery));
    }
    return { client: Number(owner) as ClientId, messages };
  }

  /** The thread of a root never changes. */
  const threads = new Map<ThreadMessageId, ThreadOf>();

  async function threadOfPost(post: PostId): Promise<ThreadOf | null> {
    const stored = await redis.hget(keys.posts, String(post));
    return stored === null ? null : decodeThread(stored);
  }

  async function threadOfRoot(root: ThreadMessageId): Promise<ThreadOf | null> {
    const known = threads.get(root);
    if (known !== undefined) return known;
    const stored = await redis.hget(keys.roots, String(root));
    if (stored === null) return null;
    const found = decodeThread(stored);
    threads.set(root, found);
    const [oldest] = threads.size > ROOTS_REMEMBERED ? threads.keys() : [];
    if (oldest !== undefined) threads.delete(oldest);
    return found;
  }

  return {
    threadOfPost,
    threadOfRoot,
    clientOfPost: async (post) => (await threadOfPost(post))?.client ?? null,
    clientOfRoot: async (root) => (await threadOfRoot(root))?.client ?? null,
    async threadOf(client, message) {
      const found = await find(keys.privateNumbers(client, message), message, client);
      return counterpartOf<ThreadMessageId>(found.messages, 'group');
    },
    async privateOf(message) {
      const { client, messages } = await find(keys.threadNumbers(message), message, null);
      const counterpart = counterpartOf<PrivateMessageId>(messages, 'private');
      return counterpart === null ? null : { client, ...counterpart };
    },
    numberOf: (client, place) => numberOf(redis, keys, client, place),
    async blocksOf(message) {
      const stored = await redis.hget(keys.blocks(message), String(message));
      return stored === null ? null : (JSON.parse(stored) as Block[]);
    },
    async albumAt(owner, album) {
      const message = await redis.get(keys.album(owner, album));
      return message === null ? null : Number(message);
    },
  };
}

/** The writes that keep the headings of a message, for `ttlMs`. */
export function blockWrites(laidOut: Blocks | undefined, keys: Keys, ttlMs: string): Write[] {
  if (laidOut === undefined) return [];
  const key = keys.blocks(laidOut.message);
  return [
    ['HSET', key, String(laidOut.message), JSON.stringify(laidOut.blocks)],
    ['PEXPIRE', key, ttlMs],
  ];
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
  { posts, roots, erasings }: Pick<Commit, 'posts' | 'roots' | 'erasings'>,
  keys: Keys,
): Write[] => {
  const thread = erasings === 0 ? ownerText(client) : `${ownerText(client)} ${erasings}`;
  return [
    ...posts.flatMap((post): Write[] => [
      ['HSET', keys.posts, String(post), thread],
      ['ZADD', keys.postsOf(personOf(client)), String(erasings), String(post)],
    ]),
    ...roots.map((root): Write => ['HSET', keys.roots, String(root), thread]),
  ];
};

/** Stored as `client`, after an erasing as `client erasings`. */
function decodeThread(stored: string): ThreadOf {
  const [client, erasings = '0'] = stored.split(' ');
  return { client: Number(client) as ClientId, erasings: Number(erasings) };
}

/** The messages in a chat: the originals themselves, or the counterparts of originals in the other chat. */
function counterpartOf<Id extends number>(
  messages: readonly LoggedMessage[],
  chat: 'group' | 'private',
): Counterpart<Id> | null {
  const [first, ...others] = messages;
  if (first === undefined) return null;
  const parts = messages.flatMap(({ from, message, delivery }) => {
    if (isWrittenInPrivate(from) === (chat === 'private')) return [message];
    return delivery.is === 'sent' ? delivery.parts : [];
  });
  const message = parts.at(-1);
  if (message === undefined) return null;
  return {
    message: message as Id,
    parts: parts as Id[],
    numbers: [first.n, ...others.map(({ n }) => n)],
    from: first.from,
    print: first.delivery.is === 'sent' ? first.delivery.print : '',
  };
}
