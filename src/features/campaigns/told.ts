import type { ClientId } from '../../../machines/ids.ts';
import type { Changes } from '../../actor/changes.ts';
import type { Keys } from '../../store/keys.ts';

/**
 * The guard and the writes with which a campaign tells a client at most once.
 * @param forMs time to remember the client
 */
export function toldOnce(keys: Keys, campaign: string, client: ClientId, forMs: number): Changes {
  const key = keys.feature('campaigns')('told', campaign);
  const field = String(client);
  return {
    guards: [{ key, field, is: null, otherwise: 'taken' }],
    writes: [
      ['HSET', key, field, '1'],
      ['PEXPIRE', key, String(forMs)],
    ],
  };
}
