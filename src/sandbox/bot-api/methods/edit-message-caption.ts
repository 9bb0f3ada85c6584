import { badRequest } from '../api-error.ts';
import { flagArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { editContent } from '../call/edit-content.ts';
import { readCaption } from '../call/read-text.ts';

/** Files without captions. */
const UNCAPTIONED = new Set(['sticker', 'video_note']);

export const editMessageCaption: Method = (call) => {
  const { text, entities } = readCaption(call, call.args, 'edit');
  const captionAbove = flagArgument(call.args, 'show_caption_above_media') || undefined;
  return editContent(call, ({ content }) => {
    if (!('caption' in content) || UNCAPTIONED.has(content.kind))
      throw badRequest('there is no caption in the message to edit');
    return { ...content, caption: text, captionEntities: entities, captionAbove };
  });
};
