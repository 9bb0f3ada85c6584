import type { Redis } from 'ioredis';
import type { EpochMs } from '../../machines/ids.ts';
import { SetupError } from '../base/errors.ts';
import type { Keys } from './keys.ts';

/** What is wrong with the place now, since when, and whether it was told. */
export type PlaceStore<Trouble extends string> = {
  troubles(): Promise<[Trouble, { since: EpochMs; told: boolean }][]>;
  note(trouble: Trouble, since: EpochMs, told: boolean): Promise<void>;
  forget(troubles: readonly Trouble[]): Promise<void>;
  /** Rings for the process that looks after the place, on the channel of the troubles' name. */
  hint(): Promise<void>;
  /** The id that a group goes by now. */
  newId(group: number): Promise<number>;
  kept(): Promise<DeskPlace | null>;
  /** The channel has become public, or private. */
  keepOpenness(isPublic: boolean): Promise<void>;
  /** The group has another id from now on: that of `place`. */
  move(from: number, place: DeskPlace): Promise<void>;
};

/** Where a desk stands. Of a public channel only the administrators are of the team. */
type DeskPlace = { channelId: number; groupId: number; isPublic: boolean };

export function createPlaceStore<Trouble extends string>(redis: Redis, keys: Keys): PlaceStore<Trouble> {
  return {
    async troubles() {
      return Object.entries(await redis.hgetall(keys.troubles)).map(([trouble, note]) => {
        const [since, told] = note.split(' ');
        return [
          trouble as Trouble,
          { since: Number(since) as EpochMs, told: told !== undefined },
        ] as const satisfies [Trouble, unknown];
      });
    },
    async note(trouble, since, told) {
      await redis.hset(keys.troubles, trouble, told ? `${since} told` : String(since));
    },
    async forget(troubles) {
      await redis.hdel(keys.troubles, ...troubles);
    },
    async hint() {
      await redis.publish(keys.troubles, '');
    },
    newId: (group) => newId(redis, keys, group),
    kept: () => keptPlace(redis, keys),
    async keepOpenness(isPublic) {
      const kept = await keptPlace(redis, keys);
      if (kept !== null) await redis.set(keys.place, encode({ ...kept, isPublic }));
    },
    async move(from, place) {
      await redis
        .multi()
        .hset(keys.moved, String(from), String(place.groupId))
        .set(keys.place, encode(place))
        .exec();
    },
  };
}

const encode = ({ channelId, groupId, isPublic }: DeskPlace): string =>
  `${channelId} ${groupId}${isPublic ? ' public' : ''}`;

/** The place that the data of this desk belongs to; null: it has none yet. */
export async function keptPlace(redis: Redis, keys: Keys): Promise<DeskPlace | null> {
  const [channel, group, kind] = (await redis.get(keys.place))?.split(' ') ?? [];
  if (channel === undefined || group === undefined) return null;
  return { channelId: Number(channel), groupId: Number(group), isPublic: kind === 'public' };
}

type Wanted = { channelId: number /** As configured. */; groupId: number | null; linked: number | null };

/**
 * The desk's group: the configured one, else the one its data belongs to, else the one that is linked now; by its new
 * id, if it has become a supergroup. Null: there is none.
 */
export async function findGroup(
  redis: Redis,
  keys: Keys,
  { channelId, groupId, linked }: Wanted,
): Promise<number | null> {
  const kept = await keptPlace(redis, keys);
  const wanted = groupId ?? (kept?.channelId === channelId ? kept.groupId : linked);
  return wanted === null ? null : newId(redis, keys, wanted);
}

async function newId(redis: Redis, keys: Keys, group: number): Promise<number> {
  const moved = await redis.hget(keys.moved, String(group));
  return moved === null ? group : Number(moved);
}

/**
 * Notes in which channel and group the desk's data came to be, or finds it noted. Message ids are stored without their
 * chat, and every chat counts from 1: in another one they would be somebody else's post and somebody else's thread.
 * @throws SetupError when the data belongs to another channel or group
 */
export async function keepPlace(redis: Redis, keys: Keys, place: DeskPlace): Promise<void> {
  const now = encode(place);
  await redis.setnx(keys.place, now);
  const kept = await keptPlace(redis, keys);
  if (kept?.channelId === place.channelId && kept.groupId === place.groupId) {
    if (kept.isPublic !== place.isPublic) await redis.set(keys.place, now);
    return;
  }
  throw new SetupError(
    `The data of this bot belongs to the channel ${kept?.channelId} with the group ${kept?.groupId}, not to ${place.channelId} with ${place.groupId}: ` +
      'its threads cannot be found there. Set CHANNEL_ID and GROUP_ID back (the group linked to the channel must be the ' +
      'old one), or begin anew with an empty ./data or another REDIS_URL.',
  );
}
