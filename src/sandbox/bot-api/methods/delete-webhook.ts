import { flagArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { dropPending } from '../../world/drop-pending.ts';
import { botOf, changeBot } from '../../world/world.ts';

export const deleteWebhook: Method = ({ world, botId, args, describe }) => {
  const before = botOf(world, botId).webhook;
  if (flagArgument(args, 'drop_pending_updates')) dropPending(world, botId);
  if (before !== undefined) changeBot(world, botId, { webhook: undefined });
  describe(before === undefined ? 'Webhook is already deleted' : 'Webhook was deleted');
  return true;
};
