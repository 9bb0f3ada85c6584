import { badRequest } from '../api-error.ts';
import type { Call } from './call.ts';
import { botHolds, requireWritable, type Target } from './target-chat.ts';

/** A channel asks for `can_edit_messages`, a group for `can_pin_messages` (FACTS.md #55). */
export function requirePinning(call: Call, target: Target): void {
  if (target.type === 'private') {
    requireWritable(call, target);
    return;
  }
  const right = target.type === 'channel' ? 'can_edit_messages' : 'can_pin_messages';
  if (!botHolds(call, target.chatId, right)) {
    throw badRequest('not enough rights to manage pinned messages in the chat');
  }
}
