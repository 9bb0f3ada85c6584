import { flagArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { dropPending } from '../world/drop-pending.ts';
import { botOf, changeBot } from '../world/world.ts';

export const deleteWebhook: Method = ({ world, botId, args }) => {
  if (flagArgument(args, 'drop_pending_updates')) dropPending(world, botId);
  if (botOf(world, botId).webhook !== undefined) changeBot(world, botId, { webhook: undefined });
  return true;
};
