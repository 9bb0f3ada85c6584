import { flagArgument, has } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { CAPTION_LIMIT, readCaption } from '../call/read-text.ts';
import { type Envelope, openEnvelope, postAsBot } from '../call/send-content.ts';
import { sourceMessage } from '../call/transferable.ts';
import { isLonger } from '../entities/format-text.ts';
import type { Content } from '../../world/shapes.ts';
import { badRequest } from '../api-error.ts';
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
  const envelope = openEnvelope(call, copied);
  requireShortCaption(envelope, copied, renamed !== undefined);
  return { message_id: postAsBot(call, envelope, copied).id };
};

/**
 * A plain copy is made by Telegram's server, and a longer caption passes. With a reply, a keyboard or another caption the
 * message is sent again by the bot, whose captions are shorter (tdlib: MessageCopyOptions.h, is_supported_server_side).
 */
function requireShortCaption({ reply, markup }: Envelope, content: Content, isRenamed: boolean): void {
  const isSentAgain =
    isRenamed ||
    markup.inline !== undefined ||
    markup.replyKeyboard ||
    reply.replyTo !== undefined ||
    reply.externalReply !== undefined;
  if (!isSentAgain || !('caption' in content) || !isLonger(content.caption, CAPTION_LIMIT)) return;
  throw badRequest('message caption is too long');
}
