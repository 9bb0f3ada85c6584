import { badRequest, tooManyRequests } from '../api-error.ts';
import { rememberAllowedUpdates } from '../call/allowed-updates.ts';
import { flagArgument, integerArgument, textArgument } from '../call/arguments.ts';
import type { Call, Method } from '../call/call.ts';
import { parseWebhookUrl, requireDeliverable } from '../call/webhook-address.ts';
import { dropPending } from '../../world/drop-pending.ts';
import { isSameWebhook } from '../../world/same-webhook.ts';
import type { WebhookDoc } from '../../world/shapes.ts';
import { botOf, changeBot, present } from '../../world/world.ts';
import { deleteWebhook } from './delete-webhook.ts';

const LONGEST_SECRET = 256;

/** Closes the webhook before first, so that a refused webhook leaves no webhook (`Client.cpp`, do_set_webhook). */
export const setWebhook: Method = (call) => {
  const { world, botId, args } = call;
  if (textArgument(args, 'url') === '') return deleteWebhook(call);
  requireRest(call);
  const before = botOf(world, botId).webhook;
  const drops = flagArgument(args, 'drop_pending_updates');
  const webhook = readWebhook(call);
  if (isSameWebhook(webhook, before) && !drops) {
    rememberAllowedUpdates(call);
    call.describe('Webhook is already set');
    return true;
  }
  if (drops) dropPending(world, botId);
  call.polls.endBySetWebhook(botId);
  changeBot(world, botId, { webhook: undefined });
  const url = parseWebhookUrl(webhook.url);
  requireSecret(webhook.secret ?? '');
  rememberAllowedUpdates(call);
  requireDeliverable(url, webhook.ip ?? '', world.isCloud);
  changeBot(world, botId, { webhook });
  call.describe('Webhook was set');
  return true;
};

function readWebhook({ args }: Call): WebhookDoc {
  const optional = (name: string): string | undefined => textArgument(args, name) || undefined;
  return present({
    url: textArgument(args, 'url'),
    secret: optional('secret_token'),
    ip: optional('ip_address'),
    maxConnections: Math.min(Math.max(integerArgument(args, 'max_connections') ?? 40, 1), 100),
  });
}

/** Twice within a second is too often (FACTS.md #35). */
function requireRest({ world, botId }: Call): void {
  const nowMs = world.clock.now();
  const { webhookSetMs } = botOf(world, botId);
  if (webhookSetMs !== undefined && nowMs < webhookSetMs + 1000) throw tooManyRequests(1);
  changeBot(world, botId, { webhookSetMs: nowMs });
}

function requireSecret(secret: string): void {
  if (secret.length > LONGEST_SECRET) throw badRequest('secret token is too long');
  if (!/^[\w-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters');
}
