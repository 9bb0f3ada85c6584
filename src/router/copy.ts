import type { UserId } from '../../machines/words.ts';
import type { Inbound } from '../telegram/inbound.ts';
import type { Draft, RouteDeps } from './deps.ts';

/**
 * Telegram copied a post into the group. Whose it is says the post's number; before the number is known, the id that
 * the post carries. The client's chart decides whether it believes that.
 */
export async function copyArrived(
  { copy }: Extract<Inbound, { kind: 'copy' }>,
  { links }: Pick<RouteDeps, 'links'>,
): Promise<Draft[]> {
  const client = (await links.clientOfPost(copy.post)) ?? copy.client;
  if (client === null) return [];
  const { post, root } = copy;
  return [{ owner: client as number as UserId, event: { type: 'copy.arrived', post, root } }];
}
