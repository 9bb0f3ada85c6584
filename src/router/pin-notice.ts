import type { Draft, InboundOf, RouteDeps } from './deps.ts';

/** "… pinned a message" is noise in the channel if the message is a client's post. Other pins are left alone. */
export async function pinNotice(
  { notice, pinned }: InboundOf<'pin-notice'>,
  { clients }: RouteDeps,
): Promise<Draft[]> {
  const client = await clients.clientOfPost(pinned);
  if (client === null) return [];
  const effects = [{ kind: 'removeMessage', from: 'channel', message: notice }];
  return [{ owner: client, actor: { kind: 'desk' }, effects }];
}
