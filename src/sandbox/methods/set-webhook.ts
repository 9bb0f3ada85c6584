import { badRequest } from '../api-error.ts';
import { rememberAllowedUpdates } from '../call/allowed-updates.ts';
import { flagArgument, integerArgument, textArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { dropPending } from '../world/drop-pending.ts';
import { changeBot } from '../world/world.ts';

/** As a local Bot API server does, plain HTTP is taken for addresses of this machine. */
export const setWebhook: Method = (call) => {
  const { world, botId, args } = call;
  const url = textArgument(args, 'url');
  const secret = textArgument(args, 'secret_token');
  if (!/^[\w-]{0,256}$/.test(secret)) throw badRequest('secret token contains unallowed characters');
  if (url !== '') requireDeliverable(url);
  rememberAllowedUpdates(call);
  if (flagArgument(args, 'drop_pending_updates')) dropPending(world, botId);
  const maxConnections = Math.min(Math.max(integerArgument(args, 'max_connections') ?? 40, 1), 100);
  changeBot(world, botId, {
    webhook: url === '' ? undefined : { url, secret: secret === '' ? undefined : secret, maxConnections },
  });
  return true;
};

function requireDeliverable(url: string): void {
  if (!URL.canParse(url)) throw badRequest('bad webhook: invalid URL specified');
  const { protocol, hostname, port } = new URL(url);
  const isLocal = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  if (isLocal && protocol === 'http:') return;
  if (protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  if (!['', '80', '88', '443', '8443'].includes(port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
}
