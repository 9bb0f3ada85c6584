import type { Redis } from 'ioredis';
import { SetupError } from '../base/errors.ts';
import type { Keys } from './keys.ts';

/**
 * Notes in which channel and group the desk's data came to be, or finds it noted. Message ids are stored without their
 * chat, and every chat counts from 1: in another one they would be somebody else's post and somebody else's thread.
 * @throws SetupError when the data belongs to another channel or group
 */
export async function keepPlace(
  redis: Redis,
  keys: Keys,
  { channelId, groupId }: { channelId: number; groupId: number },
): Promise<void> {
  const now = `${channelId} ${groupId}`;
  await redis.setnx(keys.place, now);
  const kept = await redis.get(keys.place);
  if (kept === now) return;
  const [channel, group] = (kept ?? '').split(' ');
  throw new SetupError(
    `The data of this bot belongs to the channel ${channel} with the group ${group}, not to ${channelId} with ${groupId}: ` +
      'its threads cannot be found there. Set CHANNEL_ID and GROUP_ID back (the group linked to the channel must be the ' +
      'old one), or begin anew with an empty ./data or another REDIS_URL.',
  );
}
