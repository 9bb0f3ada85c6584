import { badRequest, tooManyRequests } from '../api-error.ts';
import { rememberAllowedUpdates } from '../call/allowed-updates.ts';
import { flagArgument, integerArgument, textArgument } from '../call/arguments.ts';
import type { Call, Method } from '../call/call.ts';
import { reservedAddress } from '../call/reserved-address.ts';
import { dropPending } from '../world/drop-pending.ts';
import type { WebhookDoc } from '../world/shapes.ts';
import { botOf, changeBot } from '../world/world.ts';
import { deletionAnswer } from './delete-webhook.ts';

export const setWebhook: Method = (call) => {
  const { world, botId, args } = call;
  const url = textArgument(args, 'url');
  const secret = textArgument(args, 'secret_token');
  if (!/^[\w-]{0,256}$/.test(secret)) throw badRequest('secret token contains unallowed characters');
  if (url !== '') requireDeliverable(call, url);
  requireRest(world.clock.now(), botOf(world, botId).webhookSetMs);
  rememberAllowedUpdates(call);
  if (flagArgument(args, 'drop_pending_updates')) dropPending(world, botId);
  const maxConnections = Math.min(Math.max(integerArgument(args, 'max_connections') ?? 40, 1), 100);
  const before = botOf(world, botId).webhook;
  const webhook = { url, secret: secret === '' ? undefined : secret, maxConnections };
  changeBot(world, botId, {
    webhookSetMs: world.clock.now(),
    webhook: url === '' ? undefined : isSame(webhook, before) ? before : webhook,
  });
  call.describe(answer(webhook, before));
  return true;
};

function answer(webhook: WebhookDoc, before: WebhookDoc | undefined): string {
  if (webhook.url === '') return deletionAnswer(before);
  return isSame(webhook, before) ? 'Webhook is already set' : 'Webhook was set';
}

/** Twice within a second is too often (TELEGRAM.md §2.2). */
function requireRest(nowMs: number, lastMs = Number.NEGATIVE_INFINITY): void {
  if (nowMs < lastMs + 1000) throw tooManyRequests(1);
}

/** Setting what is set already changes nothing: chats that rest go on resting (`Client.cpp`, "Webhook is already set"). */
const isSame = (one: WebhookDoc, other: WebhookDoc | undefined): boolean =>
  one.url === other?.url && one.secret === other.secret && one.maxConnections === other.maxConnections;

/**
 * A local Bot API server takes plain HTTP for this machine, and any address; the one in the cloud neither
 * (TELEGRAM.md §2.2; WH:691).
 */
function requireDeliverable({ world, args }: Call, url: string): void {
  if (!URL.canParse(url)) throw badRequest('bad webhook: invalid URL specified');
  const { protocol, hostname, port } = new URL(url);
  const isLocal = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  if (isLocal && !world.isCloud && protocol === 'http:') return;
  if (protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  if (!['', '80', '88', '443', '8443'].includes(port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
  const reserved = world.isCloud ? reservedAddress(textArgument(args, 'ip_address') || hostname) : undefined;
  if (reserved !== undefined) throw badRequest(`bad webhook: IP address ${reserved} is reserved`);
}
