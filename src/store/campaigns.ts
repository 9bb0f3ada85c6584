import type { Redis } from 'ioredis';
import type { EpochMs } from '../../machines/ids.ts';
import type { Keys } from './keys.ts';

/** What was begun under a name. */
export type Campaign = { begunAt: EpochMs; text: string };

/** Keeps one name from standing for two campaigns, for as long as the journal says whom it reached. */
export type Campaigns = {
  /** Null: nothing was begun under this name. */
  find(name: string): Promise<Campaign | null>;
  /** @returns what stands under the name from now on: this, or what was begun before */
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
