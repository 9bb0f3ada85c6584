import { flagArgument, has } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { readCaption } from '../call/read-text.ts';
import { openEnvelope, postAsBot } from '../call/send-content.ts';
import { sourceMessage } from '../call/transferable.ts';
import { copiedContent } from '../../world/copied-content.ts';

export const copyMessage: Method = (call) => {
  const source = sourceMessage(call, 'copy');
  const content = copiedContent(call.world, source.content);
  const renamed =
    'caption' in content && has(call.args, 'caption') ? readCaption(call, call.args, 'send') : undefined;
  const copied =
    'caption' in content && renamed !== undefined
      ? {
          ...content,
          caption: renamed.text,
          captionEntities: renamed.entities,
          captionAbove: flagArgument(call.args, 'show_caption_above_media') || undefined,
        }
      : content;
  return { message_id: postAsBot(call, openEnvelope(call, copied), copied).id };
};
