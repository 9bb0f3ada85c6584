import type { DeskSettings } from '../../../machines/desk/desk-settings.ts';
import type { BoardNumber } from '../../../machines/ids.ts';
import { keptChannel, newId } from '../../store/channel-store.ts';
import type { Keys } from '../../store/keys.ts';
import type { RedisConnection } from '../../store/redis.ts';
import type { Board, Boards } from '../../telegram/boards.ts';

type AdoptDeps = { redis: RedisConnection; keys: Keys; boards: Boards };

/** Brings the boards of the process to the documents. A removed board stays known, because ids carry its number. */
export async function adoptBoards(
  { redis, keys, boards }: AdoptDeps,
  { boards: documents }: Pick<DeskSettings, 'boards'>,
): Promise<void> {
  const before = JSON.stringify(boards.all());
  for (const { id, archived, value } of documents.values()) {
    const number = Number(id) as BoardNumber;
    const known = boards.find(number);
    if (known === undefined) {
      const kept = await keptChannel(redis, keys, number);
      const groupId = kept?.groupId ?? (await newId(redis, keys, value.groupId));
      boards.add({
        number,
        ...value,
        groupId,
        isPublic: kept?.isPublic ?? false,
        isServed: !archived,
      } satisfies Board);
    } else Object.assign(known, { name: value.name, isServed: !archived });
  }
  if (JSON.stringify(boards.all()) !== before) boards.changed();
}
