import type { UpdateKind } from '../../world/push-update.ts';
import { changeBot } from '../../world/world.ts';
import { has, jsonArgument } from './arguments.ts';
import type { Call } from './call.ts';

const KINDS: ReadonlySet<string> = new Set<UpdateKind>([
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
  'guest_message',
  'message_reaction',
  'message_reaction_count',
  'inline_query',
  'chosen_inline_result',
  'callback_query',
  'shipping_query',
  'pre_checkout_query',
  'purchased_paid_media',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'chat_boost',
  'removed_chat_boost',
  'managed_bot',
  'subscription',
]);

/** Absent: as before. A list replaces; unknown names are ignored; none valid: the default set. */
export function rememberAllowedUpdates({ world, botId, args }: Call): void {
  if (!has(args, 'allowed_updates')) return;
  const given = jsonArgument(args, 'allowed_updates', 'allowed_updates');
  if (!Array.isArray(given)) return;
  const known = given.filter((name): name is string => typeof name === 'string' && KINDS.has(name));
  const allowedUpdates = known.length === 0 ? undefined : known;
  const before = world.docs.get('bot', String(botId))?.allowedUpdates;
  if (before?.join() !== allowedUpdates?.join()) changeBot(world, botId, { allowedUpdates });
}
