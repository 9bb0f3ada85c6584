import { badRequest } from '../api-error.ts';
import type { MessageDoc } from '../../world/shapes.ts';
import { seconds } from '../../world/world.ts';
import type { Call } from './call.ts';
import { botHolds, type Target } from './target-chat.ts';

const DELETABLE_SECONDS = 48 * 60 * 60;

/** Refuses messages older than 48 hours, and messages of other authors without the right (FACTS.md #54). */
export function requireDeletable(call: Call, target: Target, message: MessageDoc): void {
  const isOld = seconds(call.world) - message.date > DELETABLE_SECONDS;
  if (target.type === 'private') {
    if (isOld) throw badRequest("message can't be deleted for everyone");
    return;
  }
  const isOwn = message.author === call.botId;
  const mayDelete =
    botHolds(call, target.chatId, 'can_delete_messages') ||
    (isOwn && (target.type === 'supergroup' || botHolds(call, target.chatId, 'can_post_messages')));
  if (isOld || !mayDelete) throw badRequest("message can't be deleted");
}
