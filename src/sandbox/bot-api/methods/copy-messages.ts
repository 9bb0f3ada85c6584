import { flagArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { postSeveral } from '../call/post-several.ts';
import { sourceMessages } from '../call/transferable.ts';
import { copiedContent } from '../../world/copied-content.ts';

/** A copy of several messages has no reply, and so never enters a thread (FACTS.md #14). */
export const copyMessages: Method = (call) => {
  const { messages } = sourceMessages(call, 'copy');
  const bare = flagArgument(call.args, 'remove_caption');
  return postSeveral(call, messages, ({ content }) => ({
    content:
      bare && 'caption' in content
        ? { ...content, caption: '', captionEntities: [] }
        : copiedContent(call.world, content),
  })).map(({ id }) => ({ message_id: id }));
};
