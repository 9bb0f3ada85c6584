import type { Redis } from 'ioredis';
import type { EpochMs } from '../../machines/ids.ts';
import { auditWrites, type AuditActor } from './audit.ts';
import type { Keys } from './keys.ts';
import { guardedWrites } from './write.ts';

/** A campaign with a name. */
export type Campaign = { begunAt: EpochMs; text: string };

/** A name stands for one campaign, for as long as the journal knows the recipients. */
export type Campaigns = {
  /** Null: no campaign began under the name. */
  find(name: string): Promise<Campaign | null>;
  /** @returns the campaign of the name from now on: the given campaign, or an earlier campaign */
  begin(name: string, campaign: Campaign, by: AuditActor): Promise<Campaign>;
};

const DAY_MS = 24 * 60 * 60 * 1000;

export function createCampaigns(redis: Redis, keys: Keys, logDays: number): Campaigns {
  async function find(name: string): Promise<Campaign | null> {
    const stored = await redis.get(keys.campaign(name));
    return stored === null ? null : (JSON.parse(stored) as Campaign);
  }
  return {
    find,
    async begin(name, campaign, by) {
      const key = keys.campaign(name);
      const row = { at: campaign.begunAt, actor: by, what: 'campaign.started', target: name } as const;
      await guardedWrites(
        redis,
        [{ key, is: null }],
        [['SET', key, JSON.stringify(campaign), 'PX', String(logDays * DAY_MS)], ...auditWrites([row], keys)],
      );
      return (await find(name)) ?? campaign;
    },
  };
}
