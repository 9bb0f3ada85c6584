import { badRequest } from '../api-error.ts';
import { isService } from '../../world/announce.ts';
import { isCopyable } from '../../world/copied-content.ts';
import { isProtected } from '../../world/is-protected.ts';
import type { MessageDoc } from '../../world/shapes.ts';
import { messageOf } from '../../world/world.ts';
import { integerListArgument } from './arguments.ts';
import type { Call } from './call.ts';
import { type Target, targetChat, targetMessage } from './target-chat.ts';

type Transfer = 'copy' | 'forward';

export function sourceMessage(call: Call, transfer: Transfer): MessageDoc {
  const source = targetChat(call, 'from_chat_id');
  const message = targetMessage(call, source, transfer);
  if (!isTransferable(call, message, transfer)) {
    throw badRequest(
      isProtected(call.world, message) && transfer === 'forward'
        ? "message has protected content and can't be forwarded"
        : `the message can't be ${transfer === 'copy' ? 'copied' : 'forwarded'}`,
    );
  }
  return message;
}

/** Missing messages are skipped; an order that does not rise is refused (FACTS.md #52). */
export function sourceMessages(call: Call, transfer: Transfer): { source: Target; messages: MessageDoc[] } {
  const source = targetChat(call, 'from_chat_id');
  const ids = integerListArgument(call.args, 'message_ids');
  if (ids.length === 0) throw badRequest('message identifiers are not specified');
  if (ids.length > 100) throw badRequest('too many message identifiers specified');
  const rises = ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? 0));
  if (!rises) throw badRequest('message identifiers must be in a strictly increasing order');
  const found = ids.flatMap((id) => messageOf(call.world, source.key, id) ?? []);
  if (found.length === 0) throw badRequest('there are no messages to forward');
  const messages = found.filter((message) => isTransferable(call, message, transfer));
  if (messages.length === 0) throw badRequest("messages can't be forwarded");
  return { source, messages };
}

/** A bot may copy a protected message, and may not forward the message. */
function isTransferable({ world, botId }: Call, message: MessageDoc, transfer: Transfer): boolean {
  if (isService(message)) return false;
  return transfer === 'copy' ? isCopyable(message, botId) : !isProtected(world, message);
}
