import type { Redis } from 'ioredis';
import type { BoardNumber, EpochMs } from '../../machines/ids.ts';
import type { Write } from '../actor/changes.ts';
import { SetupError } from '../base/errors.ts';
import type { Keys } from './keys.ts';
import { guardedWrites } from './write.ts';

/** Troubles of one board: since when, and whether the administrators were notified. */
export type ChannelStore<Trouble extends string> = {
  troubles(): Promise<[Trouble, { since: EpochMs; told: boolean }][]>;
  note(trouble: Trouble, since: EpochMs, told: boolean): Promise<void>;
  forget(troubles: readonly Trouble[]): Promise<void>;
  /** Rings for the leader, on the Redis channel named after the troubles. */
  ring(): Promise<void>;
  /** The present id of a group. */
  newId(group: number): Promise<number>;
  kept(): Promise<KeptChannel | null>;
  /** The channel became public, or private. */
  keepVisibility(isPublic: boolean): Promise<void>;
  /** The group has the id in `to` from now on. */
  move(from: number, to: KeptChannel): Promise<void>;
};

/** Channel and group of a board. The team of a public channel is the administrators. */
type KeptChannel = { channelId: number; groupId: number; isPublic: boolean };

export function createChannelStore<Trouble extends string>(
  redis: Redis,
  keys: Keys,
  board: BoardNumber,
): ChannelStore<Trouble> {
  const field = (trouble: Trouble): string => `${board} ${trouble}`;
  return {
    async troubles() {
      return Object.entries(await redis.hgetall(keys.troubles)).flatMap(([name, note]) => {
        const [number, trouble] = name.split(' ');
        if (number !== String(board)) return [];
        const [since, told] = note.split(' ');
        const known = { since: Number(since) as EpochMs, told: told !== undefined };
        return [[trouble as Trouble, known] satisfies [Trouble, unknown]];
      });
    },
    async note(trouble, since, told) {
      await redis.hset(keys.troubles, field(trouble), told ? `${since} told` : String(since));
    },
    async forget(troubles) {
      await redis.hdel(keys.troubles, ...troubles.map(field));
    },
    async ring() {
      await redis.publish(keys.troubles, '');
    },
    newId: (group) => newId(redis, keys, group),
    kept: () => keptChannel(redis, keys, board),
    keepVisibility: (isPublic) => keepVisibility(redis, keys, board, isPublic),
    async move(from, to) {
      await redis
        .multi()
        .hset(keys.moved, String(from), String(to.groupId))
        .set(keys.channel(board), encode(to))
        .exec();
    },
  };
}

const encode = ({ channelId, groupId, isPublic }: KeptChannel): string =>
  `${channelId} ${groupId}${isPublic ? ' public' : ''}`;

/** Channel and group of the board's data; null: a new board. */
export async function keptChannel(redis: Redis, keys: Keys, board: BoardNumber): Promise<KeptChannel | null> {
  const [channel, group, kind] = (await redis.get(keys.channel(board)))?.split(' ') ?? [];
  if (channel === undefined || group === undefined) return null;
  return { channelId: Number(channel), groupId: Number(group), isPublic: kind === 'public' };
}

type Wanted = { channelId: number /** As configured. */; groupId: number | null; linked: number | null };

/**
 * The board's group: the configured group, else the group of the board's data, else the linked group. A group that
 * became a supergroup has its new id. Null: no group.
 */
export async function findGroup(
  redis: Redis,
  keys: Keys,
  board: BoardNumber,
  { channelId, groupId, linked }: Wanted,
): Promise<number | null> {
  const kept = await keptChannel(redis, keys, board);
  const wanted = groupId ?? (kept?.channelId === channelId ? kept.groupId : linked);
  return wanted === null ? null : newId(redis, keys, wanted);
}

/** The present id of a group. */
export async function newId(redis: Redis, keys: Keys, group: number): Promise<number> {
  const moved = await redis.hget(keys.moved, String(group));
  return moved === null ? group : Number(moved);
}

/** Notes the chats of a new board. Belongs to the change of the board's document. */
export const boardWrites = (keys: Keys, board: BoardNumber, place: KeptChannel): Write[] => [
  ['SET', keys.channel(board), encode(place)],
];

/** Notes that the channel is public, or private. A move of the group by another process stands. */
async function keepVisibility(
  redis: Redis,
  keys: Keys,
  board: BoardNumber,
  isPublic: boolean,
): Promise<void> {
  const key = keys.channel(board);
  for (;;) {
    const kept = await keptChannel(redis, keys, board);
    if (kept === null || kept.isPublic === isPublic) return;
    const next = encode({ ...kept, isPublic });
    if (await guardedWrites(redis, [{ key, is: encode(kept) }], [['SET', key, next]])) return;
  }
}

/**
 * Notes channel and group of the board's data, or compares them with the note. Message ids are stored without the chat,
 * and every chat counts from 1: in another chat an id would name another client's post.
 * @throws SetupError when the data belongs to another channel or group
 */
export async function keepChannel(
  redis: Redis,
  keys: Keys,
  board: BoardNumber,
  place: KeptChannel,
): Promise<void> {
  await redis.setnx(keys.channel(board), encode(place));
  const kept = await keptChannel(redis, keys, board);
  if (kept?.channelId === place.channelId && kept.groupId === place.groupId) {
    return keepVisibility(redis, keys, board, place.isPublic);
  }
  throw new SetupError(
    `The data of this bot belongs to the channel ${kept?.channelId} with the group ${kept?.groupId}, not to ${place.channelId} with ${place.groupId}: ` +
      'its threads cannot be found there. Set CHANNEL_ID and GROUP_ID back (the group linked to the channel must be the ' +
      'old one), or begin again with an empty ./data or another REDIS_URL.',
  );
}
