import type { UserId } from '../../machines/ids.ts';
import type { Inbound } from '../telegram/inbound.ts';
import type { Draft, RouteDeps } from './deps.ts';

/**
 * Telegram copied a post into the group, or edited a copy along with its post. Whose it is says the post's number;
 * before the number is known, the id that the post carries. The client's chart decides whether it believes that.
 *
 * The copy of a post that is known to be the client's is a thread of theirs, also when it comes so late that another
 * has taken its place: what the team writes there reaches the client all the same.
 */
export async function copyArrived(
  { copy }: Extract<Inbound, { kind: 'copy' }>,
  { links }: Pick<RouteDeps, 'links'>,
): Promise<Draft[]> {
  const { post, root } = copy;
  // Every change of colour tells of a copy that has been known for long.
  if ((await links.clientOfRoot(root)) !== null) return [];
  const known = await links.clientOfPost(post);
  const client = known ?? copy.client;
  if (client === null) return [];
  const event = { type: 'copy.arrived', post, root } as const;
  return [{ owner: client as number as UserId, event, ...(known === null ? {} : { roots: [root] }) }];
}
