import type { Redis } from 'ioredis';
import type { EpochMs } from '../../machines/ids.ts';
import type { Keys } from './keys.ts';

/** A campaign with a name. */
export type Campaign = { begunAt: EpochMs; text: string };

/** A name stands for one campaign, for as long as the journal knows the recipients. */
export type Campaigns = {
  /** Null: no campaign began under the name. */
  find(name: string): Promise<Campaign | null>;
  /** @returns the campaign of the name from now on: the given campaign, or an earlier campaign */
  begin(name: string, campaign: Campaign): Promise<Campaign>;
};

const DAY_MS = 24 * 60 * 60 * 1000;

export function createCampaigns(redis: Redis, keys: Keys, logDays: number): Campaigns {
  async function find(name: string): Promise<Campaign | null> {
    const stored = await redis.get(keys.campaign(name));
    return stored === null ? null : (JSON.parse(stored) as Campaign);
  }
  return {
    find,
    async begin(name, campaign) {
      await redis.set(keys.campaign(name), JSON.stringify(campaign), 'PX', logDays * DAY_MS, 'NX');
      return (await find(name)) ?? campaign;
    },
  };
}
