import { flagArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { dropPending } from '../world/drop-pending.ts';
import type { WebhookDoc } from '../world/shapes.ts';
import { botOf, changeBot } from '../world/world.ts';

export const deleteWebhook: Method = ({ world, botId, args, describe }) => {
  const before = botOf(world, botId).webhook;
  if (flagArgument(args, 'drop_pending_updates')) dropPending(world, botId);
  if (before !== undefined) changeBot(world, botId, { webhook: undefined });
  describe(deletionAnswer(before));
  return true;
};

export const deletionAnswer = (before: WebhookDoc | undefined): string =>
  before === undefined ? 'Webhook is already deleted' : 'Webhook was deleted';
