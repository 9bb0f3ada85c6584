import type { Method } from '../call/call.ts';
import { postSeveral } from '../call/post-several.ts';
import { sourceMessages } from '../call/transferable.ts';
import { originOfMessage } from '../../world/forward-origin.ts';

export const forwardMessages: Method = (call) =>
  postSeveral(call, sourceMessages(call, 'forward').messages, (message) => ({
    content: message.content,
    origin: originOfMessage(call.world, message),
  })).map(({ id }) => ({ message_id: id }));
