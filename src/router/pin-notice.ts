import type { UserId } from '../../machines/ids.ts';
import type { Inbound } from '../telegram/inbound.ts';
import type { Draft, RouteDeps } from './deps.ts';

/** "… pinned a message": noise in the channel when it is a client's post. Of other pins it is none of our business. */
export async function pinNotice(
  { notice, pinned }: Extract<Inbound, { kind: 'pin-notice' }>,
  { links }: RouteDeps,
): Promise<Draft[]> {
  const client = await links.clientOfPost(pinned);
  if (client === null) return [];
  return [{ owner: client as number as UserId, effects: [{ kind: 'removePinNotice', message: notice }] }];
}
