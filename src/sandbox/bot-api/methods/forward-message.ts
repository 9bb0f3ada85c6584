import type { Method } from '../call/call.ts';
import { postSeveral } from '../call/post-several.ts';
import { sourceMessage } from '../call/transferable.ts';
import { renderMessage } from '../wire/message.ts';
import { originOfMessage } from '../../world/forward-origin.ts';

export const forwardMessage: Method = (call) => {
  const source = { ...sourceMessage(call, 'forward'), albumId: undefined };
  const [message] = postSeveral(call, [source], ({ content }) => ({
    content,
    origin: originOfMessage(call.world, source),
  }));
  return message === undefined ? undefined : renderMessage(call.world, call.botId, message);
};
