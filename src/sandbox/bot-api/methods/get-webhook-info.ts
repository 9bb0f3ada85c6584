import { isIP } from 'node:net';
import type { Method } from '../call/call.ts';
import { botOf, present } from '../../world/world.ts';

export const getWebhookInfo: Method = ({ world, botId }) => {
  const { webhook, allowedUpdates } = botOf(world, botId);
  return present({
    url: webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: world.index.updates(botId).size,
    last_error_date: webhook?.lastError?.date,
    last_error_message: webhook?.lastError?.message,
    max_connections: webhook?.maxConnections,
    ip_address: webhook === undefined ? undefined : (webhook.ip ?? literalAddress(webhook.url)),
    allowed_updates: allowedUpdates,
  });
};

/** Names are not looked up. */
function literalAddress(url: string): string {
  const host = new URL(url).hostname;
  return isIP(host) === 0 ? '<unknown>' : host;
}
