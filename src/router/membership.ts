import type { ClientId } from '../../machines/ids.ts';
import type { Draft, InboundOf, RouteDeps } from './deps.ts';

/** A person joined or left the channel, or has another role there. */
export async function membershipChanged(
  { board, user, membership }: InboundOf<'membership'>,
  { team }: RouteDeps,
): Promise<Draft[]> {
  await team.learn(board, user, membership);
  return [];
}

/** The bot was promoted, demoted, removed or added again. Telegram never tells what happened while the bot was no administrator. */
export async function ownMembershipChanged(
  { board, isDeaf }: InboundOf<'own-membership'>,
  { channelHealth, team }: RouteDeps,
): Promise<Draft[]> {
  if (isDeaf) await team.distrust(board);
  channelHealth.changed(board);
  return [];
}

export async function groupMoved(
  { from, to }: InboundOf<'group-moved'>,
  { channelHealth }: RouteDeps,
): Promise<Draft[]> {
  await channelHealth.moved(from, to);
  return [];
}

/** A person blocked the bot, or unblocked the bot. */
export async function reachChanged(
  { user, reachable }: InboundOf<'reach'>,
  { team, clients }: RouteDeps,
): Promise<Draft[]> {
  await team.setReachable(user, reachable);
  if (!(await clients.isClient(user as ClientId))) return [];
  return [
    {
      owner: user,
      actor: { kind: 'client', id: user as ClientId },
      event: reachable ? { type: 'client.returned' } : { type: 'client.blocked', cause: 'blocked' },
    },
  ];
}
