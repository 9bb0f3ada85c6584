import { badRequest } from '../api-error.ts';
import { asObject, jsonArgument, textArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { editContent } from '../call/edit-content.ts';
import { readMedia } from '../call/send-file.ts';
import type { FileKind } from '../../world/shapes.ts';

const KINDS = new Set(['photo', 'live_photo', 'video', 'animation', 'audio', 'document']);

export const editMessageMedia: Method = (call) => {
  const media = asObject(jsonArgument(call.args, 'media', 'input media'));
  const kind = textArgument(media ?? {}, 'type');
  if (media === undefined || !KINDS.has(kind)) throw badRequest("can't parse InputMedia: unsupported type");
  const content = readMedia(call, media, 'media', kind as FileKind);
  return editContent(call, (message) => {
    const before = message.content.kind;
    if (before !== 'text' && !KINDS.has(before)) throw badRequest("message media can't be edited");
    if (message.albumId !== undefined && !mixes(before, kind)) {
      throw badRequest("can't change media type in the album");
    }
    return content;
  });
};

function mixes(before: string, after: string): boolean {
  const isPicture = (kind: string): boolean => kind === 'photo' || kind === 'live_photo' || kind === 'video';
  return before === after || (isPicture(before) && isPicture(after));
}
