import type { Method } from '../call/call.ts';
import { botOf, present } from '../world/world.ts';

export const getWebhookInfo: Method = ({ world, botId }) => {
  const { webhook, allowedUpdates } = botOf(world, botId);
  return present({
    url: webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: world.index.updates(botId).size,
    max_connections: webhook?.maxConnections,
    last_error_date: webhook?.lastError?.date,
    last_error_message: webhook?.lastError?.message,
    allowed_updates: allowedUpdates,
  });
};
