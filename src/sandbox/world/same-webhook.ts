import type { WebhookDoc } from './shapes.ts';

/** Are both set in the same way? */
export const isSameWebhook = (one: WebhookDoc | undefined, other: WebhookDoc | undefined): boolean =>
  one?.url === other?.url &&
  one?.secret === other?.secret &&
  one?.ip === other?.ip &&
  one?.maxConnections === other?.maxConnections;
