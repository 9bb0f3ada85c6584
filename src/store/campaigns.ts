import type { Redis } from 'ioredis';
import type { EpochMs } from '../../machines/ids.ts';
import { auditWrites, type AuditActor } from './audit.ts';
import type { Keys } from './keys.ts';
import { guardedWrites } from './write.ts';

/** A campaign with a name. Until `until` the desk knows who was told. */
export type Campaign = { begunAt: EpochMs; until: EpochMs; text: string };

/** A name stands for one campaign, until the campaign is forgotten. */
export type Campaigns = {
  /** Null: no campaign began under the name. */
  find(name: string): Promise<Campaign | null>;
  /** @returns the campaign of the name from now on: the given campaign, or an earlier campaign */
  begin(name: string, campaign: Omit<Campaign, 'until'>, by: AuditActor): Promise<Campaign>;
};

const DAY_MS = 24 * 60 * 60 * 1000;

export function createCampaigns(redis: Redis, keys: Keys, logDays: number): Campaigns {
  const keyOf = (name: string): string => keys.feature('campaigns')('begun', name);
  const keptMs = logDays * DAY_MS;

  async function find(name: string): Promise<Campaign | null> {
    const stored = await redis.get(keyOf(name));
    return stored === null ? null : (JSON.parse(stored) as Campaign);
  }
  return {
    find,
    async begin(name, begun, by) {
      const key = keyOf(name);
      const campaign = { ...begun, until: (begun.begunAt + keptMs) as EpochMs };
      const row = { at: campaign.begunAt, actor: by, what: 'campaign.started', target: name } as const;
      await guardedWrites(
        redis,
        [{ key, is: null }],
        [['SET', key, JSON.stringify(campaign), 'PX', String(keptMs)], ...auditWrites([row], keys)],
      );
      return (await find(name)) ?? campaign;
    },
  };
}
