import type { ClientId } from '../../machines/ids.ts';
import type { Inbound } from '../telegram/inbound.ts';
import type { Draft, RouteDeps } from './deps.ts';

/** Somebody joined, left, or changed their role in the channel. */
export async function membershipChanged(
  { user, membership }: Extract<Inbound, { kind: 'membership' }>,
  { team }: RouteDeps,
): Promise<Draft[]> {
  await team.learn(user, membership);
  return [];
}

/** The bot was promoted, demoted, removed or added again. Telegram never tells what happened while the bot was no administrator. */
export async function ownMembershipChanged(
  { isDeaf }: Extract<Inbound, { kind: 'own-membership' }>,
  { place, team }: RouteDeps,
): Promise<Draft[]> {
  if (isDeaf) await team.distrust();
  place.changed();
  return [];
}

export async function groupMoved(
  { from, to }: Extract<Inbound, { kind: 'group-moved' }>,
  { place }: RouteDeps,
): Promise<Draft[]> {
  await place.moved(from, to);
  return [];
}

/** Somebody blocked the bot or let it in again. */
export async function reachChanged(
  { user, reachable }: Extract<Inbound, { kind: 'reach' }>,
  { team, isClient }: RouteDeps,
): Promise<Draft[]> {
  await team.setReachable(user, reachable);
  if (!(await isClient(user as number as ClientId))) return [];
  return [
    {
      owner: user,
      event: reachable ? { type: 'client.returned' } : { type: 'client.blocked', cause: 'blocked' },
    },
  ];
}
