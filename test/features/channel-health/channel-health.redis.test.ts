import { FIRST_BOARD } from '../../../machines/ids.ts';
import { expect, test } from 'vitest';
import { SetupError } from '../../../src/base/errors.ts';
import { keepChannel, keptChannel } from '../../../src/store/channel-store.ts';
import { testRedis } from '../../support/redis.ts';
import { deskStores } from '../../support/stores.ts';

const redis = testRedis();
const here = { channelId: -1001, groupId: -1002, isPublic: false };

test('a desk comes back to its channel and group, start after start', async () => {
  const { keys } = deskStores(redis);
  for (let start = 0; start < 3; start += 1) await keepChannel(redis, keys, FIRST_BOARD, here);
  expect(await redis.get(keys.channel(FIRST_BOARD))).toBe('-1001 -1002');
});

test('whether the channel is public is kept with it, as it was last', async () => {
  const { keys } = deskStores(redis);
  expect(await keptChannel(redis, keys, FIRST_BOARD)).toBeNull();
  for (const isPublic of [false, true, false]) {
    await keepChannel(redis, keys, FIRST_BOARD, { ...here, isPublic });
    expect(await keptChannel(redis, keys, FIRST_BOARD)).toEqual({ ...here, isPublic });
  }
});

test.each([{ channelId: -1009 }, { groupId: -1009 }])(
  'data of another place is refused, because its message ids would be of other people: %j',
  async (elsewhere) => {
    const { keys } = deskStores(redis);
    await keepChannel(redis, keys, FIRST_BOARD, here);
    const moved = keepChannel(redis, keys, FIRST_BOARD, { ...here, ...elsewhere });
    await expect(moved).rejects.toThrow(SetupError);
    await expect(moved).rejects.toThrow(/-1001.*-1002.*CHANNEL_ID/);
    await keepChannel(redis, keys, FIRST_BOARD, here);
  },
);
