import type { ClientId } from '../../machines/ids.ts';
import type { Inbound } from '../telegram/inbound.ts';
import type { Draft, RouteDeps } from './deps.ts';

/** Somebody joined, left, or changed their role in the channel. */
export async function standingChanged(
  { user, change }: Extract<Inbound, { kind: 'standing' }>,
  { team }: RouteDeps,
): Promise<Draft[]> {
  await team.learn(user, change);
  return [];
}

/** The bot was promoted, demoted, put out or let in again. What it was not told meanwhile it will not be told. */
export async function ownStandingChanged(
  { isDeaf }: Extract<Inbound, { kind: 'own-standing' }>,
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
